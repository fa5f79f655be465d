// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { CheckIn } from './check-in.js';
import { ProxyCard } from './proxy.js';
import { ReceiptsButton } from './receipt.js';

/** Before the first ballot: where one is, who one is, whether one has signed in. @param {{session: import('../session.js').Session}} props */
export function Waiting({ session }) {
  const { sitting, welcome, own, epoch } = session.state.value;
  const person = welcome?.actor.person;
  if (epoch === null) {
    return html`<main class="scroll middle"><p class="loading" role="status"><${Icon} name="loaderCircle" size=${40} class="spin" />${t('wait.loading')}</p></main>`;
  }
  return html`
    <main class="scroll middle">
      <section class="waiting">
        <p class="waiting-assembly">${sitting?.assembly}</p>
        <h1>${sitting?.title}</h1>
        <p class="waiting-name">${sitting?.name}${sitting?.venue && html` <span class="nowrap">· ${sitting.venue}</span>`}</p>
        ${person && html`
          <div class="card badge">
            <div class="badge-who"><p class="badge-name">${person.name}</p>${!person.voting && html`<span class="chip">${t('person.nonvoting')}</span>`}</div>
            <dl class="badge-facts">
              <div><dt>${t('person.number')}</dt><dd class="num">${person.number}</dd></div>
              ${person.delegation && html`<div><dt>${t('person.delegation')}</dt><dd>${person.delegation}</dd></div>`}
              ${person.seat && html`<div><dt>${t('person.seat')}</dt><dd>${person.seat}</dd></div>`}
              ${own?.room && html`<div><dt>${t('room.own')}</dt><dd>${own.room.title}</dd></div>`}
            </dl>
            <div class="badge-presence">
              ${own?.present
                ? html`<p class="present"><${Icon} name="circleCheck" size=${32} />${t(own.via === 'video' ? 'present.video' : 'present.yes')}</p>`
                : html`<${CheckIn} session=${session} />`}
            </div>
          </div>`}
        ${own?.present && person?.voting && html`<p class="waiting-next">${t('wait.next')}</p><p class="waiting-auto">${t('wait.auto')}</p>`}
        ${person?.voting && html`<${ProxyCard} session=${session} />`}
        <${ReceiptsButton} session=${session} />
      </section>
    </main>`;
}
