// @ts-check
// A ballot paper being filled in: what is marked, what is missing, what the rules of the paper allow. Pure.
import { answersOf, ranksOf, scoresOf } from './entries.js';
import { emptyPicks, fittingPicks } from './picks.js';

import { cellsOf, columnsOf } from '../shared/cells.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').MarksForm} MarksForm */
/** @typedef {import('../shared/frames.js').Form} Form */
/** @typedef {import('../shared/frames.js').Paper} Paper */

/** One question with few enough grades to stand side by side as big choices. */
const CHOICES_MAX = 4;

/** @param {Ballot} ballot @returns {'choices'|'matrix'|'picks'|'candidates'|'ranks'|'scores'|'text'} how the paper is laid out */
export function layoutOf({ form }) {
  if (form.kind === 'picks') return form.crosses ? 'candidates' : 'picks';
  if (form.kind !== 'marks') return form.kind;
  return cellsOf(form).length === 1 && !('reduced' in form) && form.grades.length <= CHOICES_MAX ? 'choices' : 'matrix';
}

/** The shape of a grade, where shapes tell the grades of this paper apart. @param {MarksForm} form @param {import('../shared/frames.js').Grade} grade */
export const shapeOf = (form, grade) => (form.grades.every((each) => each.shape === grade.shape) ? 'none' : grade.shape);

/** @type {{[kind in Form['kind']]: () => Paper}} */
const EMPTY = {
  marks: () => ({ form: 'marks', marks: {} }), picks: () => ({ form: 'picks', picks: [] }), ranks: () => ({ form: 'ranks', ranks: [] }),
  scores: () => ({ form: 'scores', scores: {} }), text: () => ({ form: 'text', answers: {} }),
};
/** @param {Ballot} ballot @returns {Paper} */
export const emptyPaper = ({ form }) => (form.kind === 'picks' ? emptyPicks(form) : EMPTY[form.kind]());

/** The grade of each row. @param {Paper|null|undefined} paper @returns {Record<string, string>} */
export const marksOf = (paper) => (paper?.form === 'marks' ? paper.marks : {});
/** @param {Paper|null|undefined} paper @returns {string[]} */
export const picksOf = (paper) => (paper?.form === 'picks' ? paper.picks : []);

/** @param {Paper|null} paper @param {string} row @param {string|null} grade null clears the row @returns {Paper} */
export function mark(paper, row, grade) {
  const { [row]: _, ...rest } = marksOf(paper);
  return { form: 'marks', marks: grade === null ? rest : { ...rest, [row]: grade } };
}

/** Cells without a grade, in paper order. @param {MarksForm} form @param {Paper|null} paper */
export const missingCells = (form, paper) => cellsOf(form).filter((cell) => !marksOf(paper)[cell.id]);

/** How many rows bear a grade. @param {Paper|null} paper @param {string} grade */
export const used = (paper, grade) => Object.values(marksOf(paper)).filter((id) => id === grade).length;

/** How many of these cells bear a grade. @param {import('../shared/cells.js').Cell[]} cells @param {Paper|null} paper @param {string} grade */
export const usedIn = (cells, paper, grade) => cells.filter((cell) => marksOf(paper)[cell.id] === grade).length;

/** The quota of this paper that forbids the grade on this cell, if any. @param {MarksForm} form @param {Paper|null} paper @param {string} cell @param {string} grade */
export function blockedBy(form, paper, cell, grade) {
  if (marksOf(paper)[cell] === grade) return undefined;
  const column = columnsOf(form).find((cells) => cells.some((each) => each.id === cell)) ?? [];
  return form.quotas.find((quota) => quota.grade === grade && usedIn(column, paper, grade) >= quota.max);
}

/** The first quota of which the paper has too few, with what is missing. @param {MarksForm} form @param {Paper|null} paper */
export function shortOf(form, paper) {
  for (const cells of columnsOf(form)) {
    for (const quota of form.quotas) {
      const [min, given] = [quota.min ?? 0, usedIn(cells, paper, quota.grade)];
      if (given < min) return { grade: quota.grade, min, given, criterion: cells[0]?.criterion ?? null };
    }
  }
  return null;
}

/** Whether one grade everywhere makes the paper invalid. A single cell cannot differ from itself. @param {MarksForm} form */
export const mustDiffer = (form) => form.all_equal === 'refused' && cellsOf(form).length > 1;

/** The same grade everywhere, where that makes the paper invalid. @param {MarksForm} form @param {Paper|null} paper */
export function isAllEqual(form, paper) {
  const grades = cellsOf(form).map((cell) => marksOf(paper)[cell.id]);
  return mustDiffer(form) && grades.every((grade) => grade && grade === grades[0]);
}

/** Something is filled in. @param {Paper|null|undefined} paper */
export const isMarked = (paper) => [marksOf(paper), picksOf(paper), ranksOf(paper), scoresOf(paper), answersOf(paper)]
  .some((filled) => Object.keys(filled).length > 0);

/**
 * Only what this paper knows: a draft kept from before may name rows that are gone.
 * @param {Ballot} ballot @param {Paper|null|undefined} paper @returns {Paper|null}
 */
export function fitting({ form }, paper) {
  if (paper?.form !== form.kind) return null;
  const on = (/** @type {{id: string}[]} */ items) => (/** @type {string} */ id) => items.some((item) => item.id === id);
  const kept = (/** @type {{id: string}[]} */ items, /** @type {Record<string, string>} */ filled) =>
    Object.fromEntries(Object.entries(filled).filter(([id]) => on(items)(id)));
  if (form.kind === 'picks' && paper.form === 'picks') return fittingPicks(form, paper);
  if (form.kind === 'ranks' && paper.form === 'ranks') return { form: 'ranks', ranks: paper.ranks.filter(on(form.options)) };
  if (form.kind === 'scores' && paper.form === 'scores') return { form: 'scores', scores: kept(form.rows, paper.scores) };
  if (form.kind === 'text' && paper.form === 'text') return { form: 'text', answers: kept(form.questions, paper.answers) };
  if (form.kind !== 'marks' || paper.form !== 'marks') return null;
  const known = cellsOf(form).filter((cell) => form.grades.some((grade) => grade.id === paper.marks[cell.id]));
  return { form: 'marks', marks: Object.fromEntries(known.map((cell) => [cell.id, paper.marks[cell.id]])) };
}

