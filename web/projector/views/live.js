// @ts-check
// Figures while the ballot is open, only where the rules show them.
import { isOneCell } from '../../shared/cells.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { neededMark } from '../../chair/rule-words.js';
import { votesOf } from '../rows.js';
import { Choices, choicesOf } from './bars.js';
import { FormPages } from './forms.js';
import { MatrixPages } from './matrix.js';
import { OptionPages } from './selection.js';

/** @typedef {import('../../shared/frames.js').MarksRow} MarksRow */

/** Rows of a page while the clock needs its room. */
const ROWS_LIVE = 5;

/** @param {{ballot: import('../../shared/frames.js').Ballot, tally: import('../../shared/frames.js').Tally}} props */
export function LiveTally({ ballot, tally }) {
  const note = html`${ballot.secrecy === 'secret' && html`<span class="live-secret">${t('screen.live_secret')}</span>`}<span>${t('screen.live')}</span>`;
  if (ballot.form.kind === 'picks') {
    const votes = Object.fromEntries(tally.rows.map((row) => [row.item, votesOf(row)]));
    return html`<${OptionPages} ballot=${ballot} votes=${votes} scale=${Math.max(tally.voted, 1, ...(ballot.weights ? Object.values(votes) : []))} most=${ROWS_LIVE} title=${false}>${note}<//>`;
  }
  if (ballot.form.kind !== 'marks') {
    return html`<${FormPages} ballot=${ballot} figures=${tally.rows} outcome=${null} papers=${tally.voted} most=${ROWS_LIVE} title=${false}>${note}<//>`;
  }
  const rows = /** @type {MarksRow[]} */ (tally.rows);
  if (!isOneCell(ballot.form)) return html`<${MatrixPages} ballot=${ballot} figures=${rows} most=${ROWS_LIVE} title=${false}>${note}<//>`;
  const choices = choicesOf(ballot, rows[0]?.votes ?? {}, ballot.needed?.votes);
  return html`<${Choices} choices=${choices} scale=${ballot.needed?.base_count ?? Math.max(ballot.electorate, ...Object.values(rows[0]?.votes ?? {}))} mark=${neededMark(ballot.needed)} /><p class="summary">${note}</p>`;
}
