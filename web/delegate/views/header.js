// @ts-check
import { html } from '../../shared/ui.js';
import { lang, setLang, t } from '../../shared/words.js';

/** Which sitting, who, whether connected, and the language. @param {{session: import('../session.js').Session}} props */
export function Header({ session }) {
  const { sitting, welcome } = session.state.value;
  const person = welcome?.actor.person;
  const { state } = session.status.value;
  return html`
    <header class="bar top">
      <p class="top-sitting"><span class="bar-title">${sitting?.title ?? ''}</span> <span class="bar-note">${sitting?.name ?? ''}</span></p>
      ${sitting?.rehearsal && html`<span class="chip chip-gold">${t('rehearsal')}</span>`}
      <p class="top-person">
        ${state !== 'final' && html`<span class=${`dot ${state === 'online' ? '' : 'dot-lost'}`}></span><span>${t(`link.${state}`)}</span>`}
        ${person && html`<span class="top-who">${t('person.short', { number: person.number })}</span>`}
        ${person?.seat && html`<span class="top-seat">${person.seat}</span>`}
      </p>
      <button class="button button-quiet button-small top-lang" type="button"
        onClick=${() => setLang(lang.value === 'zh' ? 'en' : 'zh')}>${t('act.other_language')}</button>
    </header>`;
}
