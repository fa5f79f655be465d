// @ts-check
// The agenda on the left: what is done, what is under way, what comes.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { phaseWord, verdictShape, verdictWord } from '../../shared/ballot-words.js';
import { Icon } from '../../shared/icons.js';
import { agendaOf } from '../acts.js';

/** @typedef {import('../../shared/frames.js').AgendaEntry} AgendaEntry */

/** @type {Record<string, string>} */
const ICONS = {
  open: 'play', suspended: 'pause', closed: 'loaderCircle', counted: 'listChecks', certified: 'fileCheck', declared: 'check',
  cancelled: 'ban', voided: 'ban',
};

/** @param {{state: import('../../shared/state.js').State, current: string|null, onChoose: (id: string) => void}} props */
export function Agenda({ state, current, onChoose }) {
  const entries = agendaOf(state);
  return html`<nav class="agenda" aria-label=${t('chair.agenda')}>
    <ol>${entries.map((entry) => html`<li key=${entry.id}>
      <button type="button" class=${`entry phase-${entry.phase}`} aria-current=${entry.id === current ? 'true' : undefined} onClick=${() => onChoose(entry.id)}>
        <span class="entry-icon">${ICONS[entry.phase] ? html`<${Icon} name=${ICONS[entry.phase]} size=${20} />` : html`<b>${entry.number}</b>`}</span>
        <span class="entry-text"><span class="entry-title" title=${entry.title}>${entry.title}</span>
          <small class=${`entry-state state-${verdictShape(entry.verdict)}`}>${stateWord(entry)}</small></span>
      </button></li>`)}
    </ol>
    ${entries.length === 0 && html`<p class="entry-none">${t('chair.empty')}</p>`}
  </nav>`;
}

/** @param {AgendaEntry} entry */
function stateWord(entry) {
  const round = entry.round > 1 ? ` · ${t('agenda.round', { round: entry.round })}` : '';
  return (entry.verdict ? verdictWord(entry.verdict, entry.kind) : phaseWord(entry)) + round;
}
