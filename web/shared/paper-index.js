// @ts-check
// A filled paper as it is sealed: places instead of keys, so that its length is known from the form alone. Pure.
import { canonicalText } from './canonical.js';
import { cellsOf } from './cells.js';
import { answerOf, isForbidden, scoreUnits } from './entries.js';

/** @typedef {import('./frames.js').Form} Form */
/** @typedef {import('./frames.js').Paper} Paper */
/** @typedef {{form: 'marks', marks: (number|null)[]}} IndexMarks place of the grade, cell by cell; null is a blank one */
/** @typedef {{form: 'picks', picks: number[], against?: number[], write_ins?: string[]}} IndexPicks places of the options and
 *   names, ascending */
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
/** Characters of a name written in. */
export const NAME_MAX = 40;
/** A name of so many characters of four bytes each, its quotes and a comma. */
const NAME_BYTES = 4 * NAME_MAX + 3;
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
    const { picks, against = [], write_ins = [] } = paper;
    if (!form.crosses && against.length > 0 || !form.write_ins && write_ins.length > 0) throw new Error('a paper of another form');
    const marked = distinct(form.options, [...picks, ...against]);
    const rising = (/** @type {number[]} */ places) => places.sort((a, b) => a - b);
    return {
      form: 'picks', picks: rising(marked.slice(0, picks.length)), ...(form.crosses ? { against: rising(marked.slice(picks.length)) } : {}),
      ...(form.write_ins ? { write_ins: namesOf(write_ins) } : {}),
    };
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

/** @param {string[]} names as they were written */
function namesOf(names) {
  const clean = names.map(cleanName);
  if (clean.includes(null) || new Set(clean).size < clean.length) throw new Error('a name that is none, or twice');
  return /** @type {string[]} */ (clean).sort(byCodePoint);
}

/** A name as it counts, null where it is none. @param {string} text */
export function cleanName(text) {
  const name = text.trim().normalize('NFC');
  const lawful = name !== '' && [...name].length <= NAME_MAX && !isForbidden(name) && !/\p{Surrogate}/u.test(name);
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

/** The empty paper of a form, and the bytes that entries may add. @param {Form} form @returns {[IndexPaper, number]} */
function longest(form) {
  switch (form.kind) {
    case 'marks': return [{ form: 'marks', marks: [] }, MARK_BYTES * cellsOf(form).length];
    // Where candidates can be crossed, each may stand on one side or the other.
    case 'picks': return [indexPaper(form, { form: 'picks', picks: [] }), PICK_BYTES * (form.crosses ? form.options.length : form.max) + NAME_BYTES * (form.write_ins?.max ?? 0)];
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
