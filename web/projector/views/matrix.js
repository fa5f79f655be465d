// @ts-check
// Many questions with the same choices: evaluations, ladders, item-by-item votes. Ten rows a page.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { itemsOf } from '../../shared/ballot-words.js';
import { rowNeededWords } from '../../chair/rule-words.js';
import { rowsPerPage } from '../paging.js';
import { shapeOf, toneOf, verdictWord } from '../verdict.js';
import { Head, ResultFoot, Title } from './frame.js';
import { Mark } from './mark.js';
import { PageMark, pageRows, usePage } from './pager.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').MarksRow} MarksRow */
/** @typedef {import('../../shared/frames.js').OutcomeRow} OutcomeRow */
/** @typedef {{id: string, word: string, shape?: string, text?: boolean, width: string, strong?: boolean, of: (row: MatrixRow) => any}} Column */
/** @typedef {{id: string, number: number, title: string, note: string, row: MarksRow|undefined, outcome: OutcomeRow|null}} MatrixRow */

/** Characters of a title that fit on one line of a matrix. */
const LINE = 14;
/** The same where there is no column for the note. */
const LINE_WIDE = 24;

/**
 * The rows in the order of the outcome where it has ranks, else of the paper.
 * @param {Ballot} ballot @param {MarksRow[]} figures @param {OutcomeRow[]|undefined} outcome @returns {MatrixRow[]}
 */
export function matrixRows(ballot, figures, outcome) {
  const items = itemsOf(ballot);
  const order = outcome?.length ? outcome.map((row) => row.item) : items.map((item) => item.id);
  const at = new Map(items.map((item, i) => [item.id, { item, number: i + 1 }]));
  const rows = new Map(figures.map((row) => [row.item, row]));
  const verdicts = new Map((outcome ?? []).map((row) => [row.item, row]));
  return order.map((id) => ({
    id, number: at.get(id)?.number ?? 0, title: at.get(id)?.item.title ?? id, note: at.get(id)?.item.note ?? '',
    row: rows.get(id), outcome: verdicts.get(id) ?? null,
  }));
}

/** @param {Ballot} ballot @param {MatrixRow[]} rows @returns {Column[]} */
export function columnsOf(ballot, rows) {
  const form = /** @type {import('../../shared/frames.js').MarksForm} */ (ballot.form);
  const has = (/** @type {(row: MatrixRow) => any} */ test) => rows.some((row) => Boolean(test(row)));
  const ranked = has((row) => row.outcome?.rank !== undefined);
  const noted = has((row) => row.note);
  const motion = form.grades.some((grade) => grade.role === 'for');
  /** @type {Column[]} */
  const columns = [
    { id: 'lead', word: t(ranked ? 'count.rank' : 'screen.number'), text: true, width: '0.85rem', of: (row) => (ranked ? row.outcome?.rank : row.number) },
    { id: 'title', word: t(motion ? 'screen.matter' : 'screen.subject'), text: true, width: 'minmax(0, 3fr)', of: (row) => row.title },
  ];
  if (noted) columns.push({ id: 'note', word: t('screen.note'), text: true, width: 'minmax(0, 2fr)', of: (row) => row.note });
  form.grades.forEach((grade, i) => columns.push({
    id: `grade-${grade.id}`, word: say(grade), shape: grade.shape, width: 'minmax(1.35rem, auto)', strong: i === 0, of: (row) => row.row?.votes[grade.id] ?? 0,
  }));
  if (has((row) => row.row?.blank)) columns.push({ id: 'blank', word: t('count.blank'), width: '1.1rem', of: (row) => row.row?.blank ?? 0 });
  if (has((row) => row.row?.invalid)) columns.push({ id: 'invalid', word: t('count.invalid'), width: '1.1rem', of: (row) => row.row?.invalid ?? 0 });
  if (has((row) => row.outcome?.score)) columns.push({ id: 'score', word: t('count.score'), width: '1.4rem', of: (row) => row.outcome?.score ?? '–' });
  else if (has((row) => row.outcome?.share)) columns.push({ id: 'share', word: t('screen.share'), width: '1.5rem', of: (row) => (row.outcome?.share ? `${row.outcome.share}%` : '–') });
  if (has((row) => row.outcome)) columns.push({ id: 'verdict', word: t(motion ? 'screen.outcome' : 'screen.grade'), width: '2.2rem', of: (row) => row.outcome });
  return columns;
}

/** @param {{ballot: Ballot, column: Column, row: MatrixRow}} props */
function Cell({ ballot, column, row }) {
  if (column.id !== 'verdict' || !row.outcome) {
    return html`<span class=${`cell ${column.text ? '' : 'number'} ${column.id} ${column.strong ? 'strong' : ''}`} role="cell">${column.of(row)}</span>`;
  }
  const { grade, verdict } = row.outcome;
  const form = /** @type {import('../../shared/frames.js').MarksForm} */ (ballot.form);
  const best = verdict === 'graded' && form.grades[0].id === grade;
  const shape = verdict === 'graded' ? form.grades.find((g) => g.id === grade)?.shape ?? 'none' : shapeOf(verdict);
  const tone = verdict === 'graded' ? (best ? 'good' : 'plain') : toneOf(verdict);
  return html`<span class=${`cell number verdict-cell ${tone}`} role="cell"><${Mark} shape=${shape} /> ${verdictWord(ballot, row.outcome)}</span>`;
}

/** @param {{ballot: Ballot, figures: MarksRow[], outcome?: OutcomeRow[], children?: any}} props */
export function MatrixPages({ ballot, figures, outcome, children }) {
  const rows = matrixRows(ballot, figures, outcome);
  const columns = columnsOf(ballot, rows);
  const size = rowsPerPage(rows, columns.some((column) => column.id === 'note') ? LINE : LINE_WIDE);
  const { page, pages } = usePage(rows.length, size);
  return html`<${Title} ballot=${ballot} small><${PageMark} page=${page} pages=${pages} n=${rows.length} size=${size} /><//>
    ${children}
    <div class="matrix" role="table" key=${page} style=${{ gridTemplateColumns: columns.map((column) => column.width).join(' ') }}>
      <div class="matrix-row matrix-head" role="row">
        ${columns.map((column) => html`<span class=${`cell ${column.text ? '' : 'number'}`} key=${column.id} role="columnheader">
          ${column.shape && html`<${Mark} shape=${column.shape} />`} ${column.word}</span>`)}
      </div>
      ${pageRows(rows, page, size).map((row) => html`<div class="matrix-row" key=${row.id} role="row">
        ${columns.map((column) => html`<${Cell} key=${column.id} ballot=${ballot} column=${column} row=${row} />`)}
      </div>`)}
    </div>`;
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Matrix({ state, ballot, head }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const rows = count.outcome.rows;
  const same = rows?.every((row) => row.needed === rows[0].needed && row.base_count === rows[0].base_count);
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class="result lists">
      <${MatrixPages} ballot=${ballot} figures=${/** @type {MarksRow[]} */ (count.rows)} outcome=${rows}>
        <p class="summary" aria-live="polite"><span>${say(count.sentence)}</span>
          ${rows?.[0]?.needed && same && html`<span>${rowNeededWords(ballot, rows[0])}</span>`}${head}</p>
      <//>
    </main>
    <${ResultFoot} ballot=${ballot} />`;
}
