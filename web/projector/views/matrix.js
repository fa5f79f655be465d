// @ts-check
// Many questions with the same choices: evaluations, ladders, item-by-item votes. Ten rows a page.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { gradeWord, shareNotes } from '../../shared/ballot-words.js';
import { cutOf, openLines, settledLines, standingOf } from '../../shared/standing.js';
import { rowNeededWords } from '../../chair/rule-words.js';
import { columnsOf, lineOf, matrixRows, template } from '../columns.js';
import { paginate } from '../paging.js';
import { shapeOf, toneOf, verdictWord } from '../verdict.js';
import { Anchor, anchored } from './anchor.js';
import { Head, ResultFoot, Title } from './frame.js';
import { Mark } from './mark.js';
import { usePage } from './pager.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').MarksRow} MarksRow */
/** @typedef {import('../../shared/frames.js').OutcomeRow} OutcomeRow */
/** @typedef {import('../columns.js').Column} Column */
/** @typedef {import('../columns.js').MatrixRow} MatrixRow */

/** @param {{ballot: Ballot, column: Column, row: MatrixRow}} props */
function Cell({ ballot, column, row }) {
  if (column.id !== 'verdict' || !row.outcome) {
    return html`<span class=${`cell ${column.text ? '' : 'number'} of-${column.id} ${column.strong ? 'strong' : ''}`} role="cell">${column.of(row)}</span>`;
  }
  const { grade, verdict } = row.outcome;
  const form = /** @type {import('../../shared/frames.js').MarksForm} */ (ballot.form);
  const best = verdict === 'graded' && form.grades[0].id === grade;
  const shape = verdict === 'graded' ? form.grades.find((g) => g.id === grade)?.shape ?? 'none' : shapeOf(verdict);
  const tone = verdict === 'graded' ? (best ? 'good' : 'plain') : toneOf(verdict);
  return html`<span class=${`cell number verdict-cell ${tone}`} role="cell"><${Mark} shape=${shape} /> ${verdictWord(ballot, row.outcome)}</span>`;
}

/**
 * @param {{ballot: Ballot, figures: MarksRow[], outcome?: OutcomeRow[], most?: number, title?: boolean, cut?: string|null, children?: any}} props
 *   most: rows of a page at most; title: with the title above; cut: the row under which a line is drawn
 */
export function MatrixPages({ ballot, figures, outcome, most, title = true, cut = null, children }) {
  const rows = matrixRows(ballot, figures, outcome);
  const columns = columnsOf(ballot, rows);
  const { rows: shown, page, mark } = usePage(paginate(rows, lineOf(columns), most));
  return html`${title && html`<${Title} ballot=${ballot} small />`}
    <p class="summary" aria-live="polite">${children}${mark}</p>
    <div class="matrix" role="table" key=${page} style=${{ gridTemplateColumns: template(columns) }}>
      <div class="matrix-row matrix-head" role="row">
        ${columns.map((column) => html`<span class=${`cell ${column.text ? '' : 'number'}`} key=${column.id} role="columnheader">
          ${column.shape && html`<${Mark} shape=${column.shape} />`} ${column.word}</span>`)}
      </div>
      ${shown.map((row) => html`<div class=${`matrix-row ${row.id === cut ? 'last-in' : ''}`} key=${row.id} role="row">
        ${columns.map((column) => html`<${Cell} key=${column.id} ballot=${ballot} column=${column} row=${row} />`)}
      </div>`)}
    </div>`;
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Matrix({ state, ballot, head }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const { rows, grade, places = 0 } = count.outcome;
  const said = [...settledLines(ballot), ...openLines(ballot)];
  const tie = standingOf(ballot) ? null : count.outcome.tie;
  const same = rows?.every((row) => row.needed === rows[0].needed && row.base_count === rows[0].base_count);
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${anchored('result lists', state.record)}>
      <${Anchor} record=${state.record} />
      <${MatrixPages} ballot=${ballot} figures=${/** @type {MarksRow[]} */ (count.rows)} outcome=${rows} cut=${cutOf(ballot)?.item}>
        <span>${say(count.sentence)}</span>
        ${said.map((line) => html`<span class="attention" key=${line}>${line}</span>`)}
        ${grade && html`<span>${t('screen.quota_cut', { grade: gradeWord(ballot, grade), n: places ?? 0 })}</span>`}
        ${tie && html`<span class="attention">${t('screen.tie_places', { n: tie.items.length, open: tie.open_places })}</span>`}
        ${rows?.[0]?.needed && same && html`<span>${rowNeededWords(ballot, rows[0])}</span>`}
        ${shareNotes(rows).map((note) => html`<span key=${note}>${note}</span>`)}${head}
      <//>
    </main>
    <${ResultFoot} ballot=${ballot} record=${state.record} />`;
}
