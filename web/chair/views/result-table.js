// @ts-check
// A count as a table, for the chair who reads it out and the scrutineers who check it.
import { html } from '../../shared/ui.js';
import { isEntered } from '../../shared/form-rows.js';
import { t } from '../../shared/words.js';
import { GradeShape, Icon } from '../../shared/icons.js';
import { itemsOf, shareNotes, sharesAreRounded } from '../../shared/ballot-words.js';
import { cutOf } from '../../shared/standing.js';
import { silentOf } from '../../shared/weights.js';
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
  const cut = cutOf(ballot)?.item;
  const against = new Map(count.rows.map((row) => [row.item, 'against' in row ? row.against : undefined]));
  const crosses = ballot.form.kind === 'picks' && ballot.form.crosses === true;
  return html`<table class="table">
    <thead><tr><th scope="col">${t(ranked ? 'count.rank' : 'screen.number')}</th><th scope="col">${t(ballot.kind === 'election' ? 'candidates.name' : 'screen.candidate')}</th>
      <th scope="col" class="num">${t(crosses ? 'choice.for' : 'screen.votes')}</th>
      ${crosses && ['against', 'abstain'].map((choice) => html`<th scope="col" class="num">${t(`choice.${choice}`)}</th>`)}${ranked && html`<th scope="col">${t('screen.outcome')}</th>`}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${row.id} class=${row.id === cut ? 'cut-row' : ''}>
      <td>${row.lead}</td><td>${row.title}</td><td class="num"><b>${row.votes}</b></td>
      ${crosses && html`<td class="num">${against.get(row.id) ?? '–'}</td><td class="num">${abstained(ballot, row.votes, against.get(row.id))}</td>`}
      ${ranked && html`<td><${Verdict} tone=${row.tone} word=${row.word} /></td>`}</tr>`)}</tbody>
  </table>`;
}

/** Nobody abstains on a name that was written in. @param {Ballot} ballot @param {number} votes @param {number|undefined} against */
const abstained = (ballot, votes, against) => (against === undefined ? '–' : silentOf(ballot, /** @type {import('../../shared/frames.js').Count} */ (ballot.count), votes, against));

/** What must be read beside the table: notes on its shares, and what each weighted group gave. @param {{ballot: Ballot}} props */
function Below({ ballot }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const notes = [...shareNotes(count.outcome.rows), ...(sharesAreRounded(count) ? [t('share.rounded')] : [])];
  const groups = count.groups ?? [];
  return html`${notes.map((note) => html`<p class="note" key=${note}>${note}</p>`)}
    ${groups.length > 0 && html`<table class="table">
      <thead><tr><th scope="col">${t('count.group')}</th>${itemsOf(ballot).map((item) => html`<th scope="col" class="num" key=${item.id}>${item.title}</th>`)}</tr></thead>
      <tbody>${groups.map((group) => html`<tr key=${group.group}><td>${t('count.group_score', { group: group.group, weight: group.weight, papers: group.papers })}</td>
        ${group.rows.map((row) => html`<td class="num" key=${row.item}>${row.score ?? '–'}</td>`)}</tr>`)}</tbody>
    </table>`}`;
}

/** The share of a grade in the row's own valid papers, beside its votes. @param {import('../../projector/columns.js').Column} column @param {import('../../projector/columns.js').MatrixRow} row */
function shareIn({ id }, row) {
  const share = id.startsWith('grade-') ? row.row?.shares?.[id.slice('grade-'.length)] : null;
  return share && html` <small class="note">${share}%</small>`;
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
        ? html`<${Verdict} tone=${toneOf(row.outcome.verdict)} word=${verdictWord(ballot, row.outcome)} />` : column.of(row)}${shareIn(column, row)}</td>`)}</tr>`)}</tbody>
  </table><${Below} ballot=${ballot} />`;
}
