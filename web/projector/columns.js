// @ts-check
// The rows and columns of a matrix: which figures a ballot has, and how much room a title gets beside them.
import { say, t } from '../shared/words.js';
import { itemsOf, shareWord } from '../shared/ballot-words.js';
import { criteriaOf } from '../shared/cells.js';
import { settledRow } from '../shared/standing.js';
import { widest, width } from './paging.js';
import { verdictWord } from './verdict.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').MarksRow} MarksRow */
/** @typedef {import('../shared/frames.js').OutcomeRow} OutcomeRow */
/** @typedef {{id: string, number: number, title: string, note: string, row: MarksRow|undefined, outcome: OutcomeRow|null}} MatrixRow */
/**
 * @typedef {{id: string, word: string, shape?: string, text?: boolean, rem?: number, share?: number, strong?: boolean,
 *   of: (row: MatrixRow) => any}} Column rem: fixed width; share: of what is left
 */

/** The picture between its edges, the gap of columns, the size of a title and of a head, as in projector.css. */
const ROOM_REM = 17.6;
const GAP_REM = 0.26;
const TEXT_REM = 0.36;
const HEAD_REM = 0.28;
const STRONG_REM = 0.38;
const VERDICT_REM = { min: 2.1, max: 3 };
const GRADE_REM = { min: 1.3, max: 2 };

/**
 * The rows in the order of the outcome where it has ranks, else of the paper.
 * @param {Ballot} ballot @param {MarksRow[]} figures @param {OutcomeRow[]|undefined} outcome @returns {MatrixRow[]}
 */
export function matrixRows(ballot, figures, outcome) {
  const items = itemsOf(ballot);
  const order = outcome?.length ? outcome.map((row) => row.item) : items.map((item) => item.id);
  const at = new Map(items.map((item, i) => [item.id, { item, number: i + 1 }]));
  const rows = new Map(figures.map((row) => [row.item, row]));
  const verdicts = new Map((outcome ?? []).map((row) => [row.item, settledRow(ballot, row)]));
  return order.map((id) => ({
    id, number: at.get(id)?.number ?? 0, title: at.get(id)?.item.title ?? id, note: at.get(id)?.item.note ?? '',
    row: rows.get(id), outcome: verdicts.get(id) ?? null,
  }));
}

/** @param {Ballot} ballot @param {MatrixRow[]} rows @returns {Column[]} */
export function columnsOf(ballot, rows) {
  const form = /** @type {import('../shared/frames.js').MarksForm} */ (ballot.form);
  const has = (/** @type {(row: MatrixRow) => any} */ test) => rows.some((row) => Boolean(test(row)));
  const ranked = has((row) => row.outcome?.rank !== undefined);
  const motion = form.grades.some((grade) => grade.role === 'for');
  /** @type {Column[]} */
  const columns = [
    { id: 'lead', word: t(ranked ? 'count.rank' : 'screen.number'), text: true, rem: 0.85, of: (row) => (ranked ? row.outcome?.rank : row.number) },
    { id: 'title', word: t(motion ? 'screen.matter' : 'screen.subject'), text: true, share: 3, of: (row) => row.title },
  ];
  if (has((row) => row.note)) columns.push({ id: 'note', word: t('screen.note'), text: true, share: 2, of: (row) => row.note });
  // With criteria the scores of each stand in place of the votes of all of them.
  criteriaOf(form).forEach((criterion, i) => columns.push({
    id: `criterion-${criterion.id}`, word: say(criterion), rem: 1.3, of: (row) => row.row?.criteria?.[i]?.score ?? '–',
  }));
  if (criteriaOf(form).length === 0) form.grades.forEach((grade, i) => columns.push({
    id: `grade-${grade.id}`, word: say(grade), shape: grade.shape, strong: i === 0, of: (row) => row.row?.votes[grade.id] ?? 0,
    rem: Math.min(GRADE_REM.max, Math.max(GRADE_REM.min, 0.4 + width(say(grade)) * HEAD_REM)),
  }));
  columns.push(...paperLines(form, rows));
  if (has((row) => row.outcome?.score)) columns.push({ id: 'score', word: t('count.score'), rem: scoreRem(rows), of: (row) => row.outcome?.score ?? '–' });
  else if (has((row) => row.outcome?.share || row.outcome?.share_note)) columns.push({ id: 'share', word: t('screen.share'), rem: 1.4, of: shareOf });
  if (has((row) => row.outcome?.composite)) columns.push({ id: 'composite', word: t('count.composite'), rem: 1.6, of: (row) => row.outcome?.composite ?? '–' });
  if (has((row) => row.outcome)) {
    const longest = Math.max(...rows.map((row) => (row.outcome ? width(verdictWord(ballot, row.outcome)) : 0)));
    const rem = Math.min(VERDICT_REM.max, Math.max(VERDICT_REM.min, 0.5 + longest * STRONG_REM));
    columns.push({ id: 'verdict', word: t(motion ? 'screen.outcome' : 'screen.grade'), rem, of: (row) => row.outcome });
  }
  // A title that would need a second line gets the room of the note.
  return widest(rows) > lineOf(columns) ? columns.filter((column) => column.id !== 'note') : columns;
}

/**
 * Papers that say nothing in a row. What one criterion was left blank in says nothing of how many papers left another.
 * @param {import('../shared/frames.js').MarksForm} form @param {MatrixRow[]} rows @returns {Column[]}
 */
function paperLines(form, rows) {
  /** @type {('blank'|'invalid'|'recused')[]} */
  const lines = criteriaOf(form).length > 0 ? ['invalid', 'recused'] : ['blank', 'invalid', 'recused'];
  return lines.filter((line) => rows.some(({ row }) => row?.[line] || row?.[line] === null))
    .map((line) => ({ id: line, word: t(`count.${line}`), rem: 1.1, of: ({ row }) => (row?.[line] === null ? '–' : row?.[line] ?? 0) }));
}

/** Scores that look equal and are not show more decimals. @param {MatrixRow[]} rows */
const scoreRem = (rows) => Math.max(1.3, ...rows.map((row) => 0.2 + (row.outcome?.score?.length ?? 0) * 0.22));

/** @param {MatrixRow} row */
const shareOf = (row) => (row.outcome && shareWord(row.outcome)) || '–';

/** Characters of a title that fit on one line. @param {Column[]} columns */
export function lineOf(columns) {
  const fixed = columns.reduce((sum, column) => sum + (column.rem ?? 0), 0) + GAP_REM * (columns.length - 1);
  const shares = columns.reduce((sum, column) => sum + (column.share ?? 0), 0);
  return Math.max(4, Math.floor(((ROOM_REM - fixed) * 3) / shares / TEXT_REM));
}

/** @param {Column[]} columns @returns {string} */
export const template = (columns) => columns.map(({ rem, share }) => (share ? `minmax(0, ${share}fr)` : `${rem}rem`)).join(' ');
