// @ts-check
// A filled paper as it is sealed: places instead of keys, so that its length is known from the form alone. Pure.
import { canonicalText } from './canonical.js';

/** @typedef {import('./frames.js').MarksForm} MarksForm */
/** @typedef {import('./frames.js').PicksForm} PicksForm */
/** @typedef {import('./frames.js').Paper} Paper */
/** @typedef {{form: 'marks', marks: (number|null)[]}} IndexMarks place of the grade, row by row; null is a blank row */
/** @typedef {{form: 'picks', picks: number[], against?: number[], write_ins?: string[]}} IndexPicks places of the options and
 *   names, ascending */
/** @typedef {IndexMarks|IndexPicks} IndexPaper */

/** Bytes of the length in front of the text. */
export const LENGTH_BYTES = 2;
const PAD_STEP = 32;
/** `null,` is the longest entry of a row. */
const MARK_BYTES = 5;
/** `199,` is the longest entry of a pick, among at most 200 options. */
const PICK_BYTES = 4;
/** Characters of a name written in. */
export const NAME_MAX = 40;
/** A name of so many characters of four bytes each, its quotes and a comma. */
const NAME_BYTES = 4 * NAME_MAX + 3;
/** What could hide or reverse what a screen shows. */
const HIDDEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/**
 * Throws for a paper that is not of this form: leaving a choice out would seal another paper than the one on the screen.
 * @param {MarksForm|PicksForm} form @param {Paper} paper @returns {IndexPaper}
 */
export function indexPaper(form, paper) {
  if (form.kind === 'marks' && paper.form === 'marks') {
    const known = form.rows.map((row) => row.id);
    for (const row of Object.keys(paper.marks)) placeOf(known, row);
    const grades = form.grades.map((grade) => grade.id);
    const gradeOf = (/** @type {string} */ row) => (Object.hasOwn(paper.marks, row) ? placeOf(grades, paper.marks[row]) : null);
    return { form: 'marks', marks: known.map(gradeOf) };
  }
  if (form.kind === 'picks' && paper.form === 'picks') {
    const { picks, against = [], write_ins = [] } = paper;
    if (!form.crosses && against.length > 0 || !form.write_ins && write_ins.length > 0) throw new Error('a paper of another form');
    const options = form.options.map((option) => option.id);
    const marked = [picks, against].map((ids) => ids.map((id) => placeOf(options, id)).sort((a, b) => a - b));
    if (new Set(marked.flat()).size < picks.length + against.length) throw new Error('an option is marked twice');
    return {
      form: 'picks', picks: marked[0], ...(form.crosses ? { against: marked[1] } : {}), ...(form.write_ins ? { write_ins: namesOf(write_ins) } : {}),
    };
  }
  throw new Error('a paper of another form');
}

/** @param {string[]} ids @param {string} id */
function placeOf(ids, id) {
  const place = ids.indexOf(id);
  if (place < 0) throw new Error('the paper names what its form does not have');
  return place;
}

/** @param {string[]} names as they were written */
function namesOf(names) {
  const clean = names.map(cleanName);
  if (clean.includes(null) || new Set(clean).size < clean.length) throw new Error('a name that is none, or twice');
  return /** @type {string[]} */ (clean).sort(byCodePoint);
}

/** A name as it counts, null where it is none. @param {string} text */
export function cleanName(text) {
  const name = text.trim().normalize('NFC');
  const lawful = name !== '' && [...name].length <= NAME_MAX && !HIDDEN.test(name) && !/\p{Surrogate}/u.test(name);
  return lawful ? name : null;
}

/** The order of the record: by characters, where JavaScript sorts by halves of them. @param {string} a @param {string} b */
export function byCodePoint(a, b) {
  const [as, bs] = [[...a], [...b]].map((chars) => chars.map((char) => /** @type {number} */ (char.codePointAt(0))));
  const at = as.findIndex((point, i) => point !== bs[i]);
  return at < 0 ? as.length - bs.length : as[at] - (bs[at] ?? -1);
}

/** What is sealed, before it is padded. @param {IndexPaper} paper */
export const paperText = (paper) => canonicalText(paper);

/** Bytes that every paper of this form is padded to. @param {MarksForm|PicksForm} form */
export function padLenOf(form) {
  const entries = form.kind === 'marks' ? MARK_BYTES * form.rows.length
    // Where candidates can be crossed, each may stand on one side or the other.
    : PICK_BYTES * (form.crosses ? form.options.length : form.max) + NAME_BYTES * (form.write_ins?.max ?? 0);
  const empty = paperText(form.kind === 'marks' ? { form: 'marks', marks: [] } : indexPaper(form, { form: 'picks', picks: [] }));
  return Math.ceil((LENGTH_BYTES + empty.length + entries) / PAD_STEP) * PAD_STEP;
}
