// @ts-check
// A filled paper as it is sealed: places instead of keys, so that its length is known from the form alone. Pure.
import { canonicalText } from './canonical.js';
import { cellsOf } from './cells.js';
import { answerOf, isForbidden, scoreUnits } from './entries.js';

/** @typedef {import('./frames.js').Form} Form */
/** @typedef {import('./frames.js').Paper} Paper */
/** @typedef {{form: 'marks', marks: (number|null)[]}} IndexMarks place of the grade, cell by cell; null is a blank one */
/** @typedef {{form: 'picks', picks: number[]}} IndexPicks places of the options, ascending */
/** @typedef {{form: 'ranks', ranks: number[]}} IndexRanks places of the options, rank 1 first */
/** @typedef {{form: 'scores', scores: (number|null)[]}} IndexScores units of the last decimal, row by row; null is a blank row */
/** @typedef {{form: 'text', answers: (string|null)[]}} IndexText question by question; null is one left open */
/** @typedef {IndexMarks|IndexPicks|IndexRanks|IndexScores|IndexText} IndexPaper */

/** Bytes of the length in front of the text. */
export const LENGTH_BYTES = 2;
const PAD_STEP = 32;
/** `null,` is the longest entry of a cell. */
const MARK_BYTES = 5;
/** `199,` is the longest entry of a pick or a rank, among at most 200 options. */
const PICK_BYTES = 4;
/** The longest character in UTF-8; an escaped quote has two. */
const CHAR_BYTES = 4;

/**
 * Throws for a paper that is not of this form: leaving a choice out would seal another paper than the one on the screen.
 * @param {Form} form @param {Paper} paper @returns {IndexPaper}
 */
export function indexPaper(form, paper) {
  if (form.kind === 'marks' && paper.form === 'marks') {
    const grades = form.grades.map((grade) => grade.id);
    return { form: 'marks', marks: rowByRow(cellsOf(form), paper.marks, (grade) => placeOf(grades, grade)) };
  }
  if (form.kind === 'picks' && paper.form === 'picks') {
    return { form: 'picks', picks: distinct(form.options, paper.picks).sort((a, b) => a - b) };
  }
  if (form.kind === 'ranks' && paper.form === 'ranks') return { form: 'ranks', ranks: distinct(form.options, paper.ranks) };
  if (form.kind === 'scores' && paper.form === 'scores') {
    const unitsOf = (/** @type {string} */ written) => scoreUnits(form, written) ?? refuse();
    return { form: 'scores', scores: rowByRow(form.rows, paper.scores, unitsOf) };
  }
  if (form.kind === 'text' && paper.form === 'text') {
    const cleaned = (/** @type {string} */ written) => {
      const answer = answerOf(written);
      return [...answer].length > form.max_chars || isForbidden(answer) ? refuse() : answer || null;
    };
    return { form: 'text', answers: rowByRow(form.questions, paper.answers, cleaned) };
  }
  throw new Error('a paper of another form');
}

/** @returns {never} */
function refuse() { throw new Error('the paper holds what its form does not take'); }

/**
 * @template T @param {{id: string}[]} items @param {Record<string, string>} filled @param {(entry: string) => T} read
 * @returns {(T|null)[]} null where nothing is filled in
 */
function rowByRow(items, filled, read) {
  const known = items.map((item) => item.id);
  for (const id of Object.keys(filled)) placeOf(known, id);
  return known.map((id) => (Object.hasOwn(filled, id) ? read(filled[id]) : null));
}

/** @param {{id: string}[]} options @param {string[]} chosen */
function distinct(options, chosen) {
  const known = options.map((option) => option.id);
  const places = chosen.map((id) => placeOf(known, id));
  if (new Set(places).size < places.length) throw new Error('an option is chosen twice');
  return places;
}

/** @param {string[]} ids @param {string} id */
function placeOf(ids, id) {
  const place = ids.indexOf(id);
  if (place < 0) throw new Error('the paper names what its form does not have');
  return place;
}

/** What is sealed, before it is padded. @param {IndexPaper} paper */
export const paperText = (paper) => canonicalText(paper);

/** The empty paper of a form, and the bytes that entries may add. @param {Form} form @returns {[IndexPaper, number]} */
function longest(form) {
  switch (form.kind) {
    case 'marks': return [{ form: 'marks', marks: [] }, MARK_BYTES * cellsOf(form).length];
    case 'picks': return [{ form: 'picks', picks: [] }, PICK_BYTES * form.max];
    case 'ranks': return [{ form: 'ranks', ranks: [] }, PICK_BYTES * form.max];
    case 'scores': return [{ form: 'scores', scores: [] }, Math.max(MARK_BYTES, String(form.max).length + 1) * form.rows.length];
    case 'text': return [{ form: 'text', answers: [] }, Math.max(MARK_BYTES, CHAR_BYTES * form.max_chars + 3) * form.questions.length];
  }
}

/** Bytes that every paper of this form is padded to. @param {Form} form */
export function padLenOf(form) {
  const [empty, entries] = longest(form);
  return Math.ceil((LENGTH_BYTES + paperText(empty).length + entries) / PAD_STEP) * PAD_STEP;
}
