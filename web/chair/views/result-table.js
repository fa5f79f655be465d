// @ts-check
// A count as a table, for the chair who reads it out and the scrutineers who check it.
import { html } from '../../shared/ui.js';
import { isEntered } from '../../shared/form-rows.js';
import { t } from '../../shared/words.js';
import { GradeShape, Icon } from '../../shared/icons.js';
import { columnsOf, matrixRows } from '../../projector/columns.js';
import { toneOf, verdictWord } from '../../projector/verdict.js';
import { optionRows, selectionRows, votesOf } from '../../projector/rows.js';
import { FormTable } from './form-table.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/** @param {{ballot: Ballot}} props a ballot that has a count */
export const ResultTable = ({ ballot }) => html`<div class="table-wrap" tabindex="0">
  ${isEntered(ballot) ? html`<${FormTable} ballot=${ballot} />` : ballot.form.kind === 'picks' ? html`<${Picks} ballot=${ballot} />` : html`<${Marks} ballot=${ballot} />`}
</div>`;

/** @param {{tone: string, word: string}} props */
const Verdict = ({ tone, word }) => html`<span class=${`outcome ${tone}`}>
  ${tone === 'good' && html`<${Icon} name="check" size=${18} />`}${tone === 'bad' && html`<${Icon} name="x" size=${18} />`} ${word}</span>`;

/** @param {{ballot: Ballot}} props */
function Picks({ ballot }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const ranked = count.outcome.kind === 'selection';
  const rows = ranked ? selectionRows(ballot) : optionRows(ballot, Object.fromEntries(count.rows.map((row) => [row.item, votesOf(row)])));
  const places = count.outcome.places ?? 0;
  return html`<table class="table">
    <thead><tr><th scope="col">${t(ranked ? 'count.rank' : 'screen.number')}</th><th scope="col">${t('screen.candidate')}</th>
      <th scope="col" class="num">${t('screen.votes')}</th>${ranked && html`<th scope="col">${t('screen.outcome')}</th>`}</tr></thead>
    <tbody>${rows.map((row, i) => html`<tr key=${row.id} class=${places > 0 && i === places - 1 && i < rows.length - 1 ? 'cut-row' : ''}>
      <td>${row.lead}</td><td>${row.title}</td><td class="num"><b>${row.votes}</b></td>
      ${ranked && html`<td><${Verdict} tone=${row.tone} word=${row.word} /></td>`}</tr>`)}</tbody>
  </table>`;
}

/** @param {{ballot: Ballot}} props */
function Marks({ ballot }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const rows = matrixRows(ballot, /** @type {import('../../shared/frames.js').MarksRow[]} */ (count.rows), count.outcome.rows);
  const columns = columnsOf(ballot, rows).filter((column) => column.id !== 'note');
  return html`<table class="table">
    <thead><tr>${columns.map((column) => html`<th scope="col" key=${column.id} class=${column.text ? '' : 'num'}>
      ${column.shape && html`<${GradeShape} shape=${column.shape} size=${15} />`} ${column.word}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.id}>${columns.map((column) => html`<td key=${column.id} class=${column.text ? '' : 'num'}>
      ${column.id === 'verdict' && row.outcome
        ? html`<${Verdict} tone=${toneOf(row.outcome.verdict)} word=${verdictWord(ballot, row.outcome)} />` : column.of(row)}</td>`)}</tr>`)}</tbody>
  </table>`;
}
