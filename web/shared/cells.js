// @ts-check
// The cells of a matrix: a row each, or one for every criterion of a row. Pure.

/** @typedef {import('./frames.js').MarksForm} MarksForm */
/** @typedef {import('./frames.js').Criterion} Criterion */
/** @typedef {{id: string, row: import('./frames.js').Item, number: number, criterion: Criterion|null}} Cell number: of the row, from 1 */

/** @param {MarksForm} form @returns {Criterion[]} */
export const criteriaOf = (form) => form.criteria ?? [];

/** One row with one cell: its votes are papers, and add up to people. @param {import('./frames.js').Form} form */
export const isOneCell = (form) => form.kind === 'marks' && form.rows.length === 1 && criteriaOf(form).length === 0;

/** Row by row, as a paper is sealed and counted. @param {MarksForm} form @returns {Cell[]} */
export function cellsOf(form) {
  /** @type {(Criterion|null)[]} */
  const criteria = criteriaOf(form).length > 0 ? criteriaOf(form) : [null];
  return form.rows.flatMap((row, i) => criteria.map((criterion) => ({
    id: criterion ? `${row.id}_${criterion.id}` : row.id, row, number: i + 1, criterion,
  })));
}

/** The cells that one quota counts together: all, or those of one criterion. @param {MarksForm} form @returns {Cell[][]} */
export function columnsOf(form) {
  const cells = cellsOf(form);
  const criteria = criteriaOf(form);
  return criteria.length === 0 ? [cells] : criteria.map((criterion) => cells.filter((cell) => cell.criterion === criterion));
}
