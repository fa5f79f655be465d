// @ts-check
// A filled paper as it is sealed: places instead of keys, so that its length is known from the form alone. Pure.
import { canonicalText } from './canonical.js';
import { cellsOf } from './cells.js';

/** @typedef {import('./frames.js').MarksForm} MarksForm */
/** @typedef {import('./frames.js').PicksForm} PicksForm */
/** @typedef {import('./frames.js').Paper} Paper */
/** @typedef {{form: 'marks', marks: (number|null)[]}} IndexMarks place of the grade, cell by cell; null is a blank one */
/** @typedef {{form: 'picks', picks: number[]}} IndexPicks places of the options, ascending */
/** @typedef {IndexMarks|IndexPicks} IndexPaper */

/** Bytes of the length in front of the text. */
export const LENGTH_BYTES = 2;
const PAD_STEP = 32;
/** `null,` is the longest entry of a cell. */
const MARK_BYTES = 5;
/** `199,` is the longest entry of a pick, among at most 200 options. */
const PICK_BYTES = 4;

/**
 * Throws for a paper that is not of this form: leaving a choice out would seal another paper than the one on the screen.
 * @param {MarksForm|PicksForm} form @param {Paper} paper @returns {IndexPaper}
 */
export function indexPaper(form, paper) {
  if (form.kind === 'marks' && paper.form === 'marks') {
    const known = cellsOf(form).map((cell) => cell.id);
    for (const row of Object.keys(paper.marks)) placeOf(known, row);
    const grades = form.grades.map((grade) => grade.id);
    const gradeOf = (/** @type {string} */ row) => (Object.hasOwn(paper.marks, row) ? placeOf(grades, paper.marks[row]) : null);
    return { form: 'marks', marks: known.map(gradeOf) };
  }
  if (form.kind === 'picks' && paper.form === 'picks') {
    const options = form.options.map((option) => option.id);
    const picks = paper.picks.map((pick) => placeOf(options, pick)).sort((a, b) => a - b);
    if (new Set(picks).size < picks.length) throw new Error('an option is picked twice');
    return { form: 'picks', picks };
  }
  throw new Error('a paper of another form');
}

/** @param {string[]} ids @param {string} id */
function placeOf(ids, id) {
  const place = ids.indexOf(id);
  if (place < 0) throw new Error('the paper names what its form does not have');
  return place;
}

/** What is sealed, before it is padded. @param {IndexPaper} paper */
export const paperText = (paper) => canonicalText(paper);

/** Bytes that every paper of this form is padded to. @param {MarksForm|PicksForm} form */
export function padLenOf(form) {
  const entries = form.kind === 'marks' ? MARK_BYTES * cellsOf(form).length : PICK_BYTES * form.max;
  const empty = paperText(form.kind === 'marks' ? { form: 'marks', marks: [] } : { form: 'picks', picks: [] });
  return Math.ceil((LENGTH_BYTES + empty.length + entries) / PAD_STEP) * PAD_STEP;
}
