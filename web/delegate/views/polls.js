// @ts-check
// Open polls beside the hall: a strip that leads to each of them and back.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';
import { pollsBeside } from '../../shared/state.js';

/** @param {{session: import('../session.js').Session}} props */
export function Polls({ session }) {
  const state = session.state.value;
  const mine = state.own?.polls ?? [];
  const polls = pollsBeside(state).filter(({ id }) => mine.some(({ ballot }) => ballot === id));
  const looking = session.poll.value;
  if (session.scene.value.kind === 'final' || (polls.length === 0 && !looking)) return null;
  return html`<nav class="polls" aria-label=${t('poll.beside')}>
    <span class="polls-title">${t('poll.beside')}</span>
    ${polls.map(({ id, title }) => html`<button key=${id} type="button" class="button button-small poll" aria-pressed=${id === looking ? 'true' : 'false'}
      onClick=${() => session.look(id === looking ? null : id)}>
      <span class="poll-title">${title}</span>${mine.find(({ ballot }) => ballot === id)?.vote && html` <${Icon} name="check" size=${20} stroke=${3} />
        <span class="visually-hidden">${t('poll.answered')}</span>`}</button>`)}
    ${looking && html`<button type="button" class="button button-small button-ink" onClick=${() => session.look(null)}>${t('poll.to_hall')}</button>`}
  </nav>`;
}
