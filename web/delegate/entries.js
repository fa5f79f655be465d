// @ts-check
// Papers that are ranked, scored or written: what a tap or a keystroke makes of them. Pure.
import { answerOf, charsOf, isForbidden, plainScore, scoreUnits, unitOf, writtenScore } from '../shared/entries.js';

/** @typedef {import('../shared/frames.js').Paper} Paper */
/** @typedef {import('../shared/frames.js').RanksForm} RanksForm */
/** @typedef {import('../shared/frames.js').ScoresForm} ScoresForm */
/** @typedef {import('../shared/frames.js').TextForm} TextForm */

/** Ranked options, rank 1 first. @param {Paper|null|undefined} paper @returns {string[]} */
export const ranksOf = (paper) => (paper?.form === 'ranks' ? paper.ranks : []);
/** What is typed in each row. @param {Paper|null|undefined} paper @returns {Record<string, string>} */
export const scoresOf = (paper) => (paper?.form === 'scores' ? paper.scores : {});
/** What is written under each question. @param {Paper|null|undefined} paper @returns {Record<string, string>} */
export const answersOf = (paper) => (paper?.form === 'text' ? paper.answers : {});

/**
 * Gives an option the next rank. At the limit nothing changes.
 * @param {RanksForm} form @param {Paper|null} paper @param {string} option @returns {{paper: Paper, over: boolean}}
 */
export function rank(form, paper, option) {
  const ranks = ranksOf(paper);
  const over = !ranks.includes(option) && ranks.length >= form.max;
  return { paper: { form: 'ranks', ranks: over || ranks.includes(option) ? ranks : [...ranks, option] }, over };
}

/** Takes an option out; those behind it move up. @param {Paper|null} paper @param {string} option @returns {Paper} */
export const unrank = (paper, option) => ({ form: 'ranks', ranks: ranksOf(paper).filter((id) => id !== option) });

/** Moves an option by so many ranks, never beyond an end. @param {Paper|null} paper @param {string} option @param {number} by @returns {Paper} */
export function moveRank(paper, option, by) {
  const ranks = [...ranksOf(paper)];
  const from = ranks.indexOf(option);
  if (from < 0) return { form: 'ranks', ranks };
  ranks.splice(from, 1);
  ranks.splice(Math.min(ranks.length, Math.max(0, from + by)), 0, option);
  return { form: 'ranks', ranks };
}

/** @param {Record<string, string>} filled @param {string} key @param {string} typed */
function put(filled, key, typed) {
  const { [key]: _, ...rest } = filled;
  return typed === '' ? rest : { ...rest, [key]: typed };
}

/** Puts down what is typed, right or wrong; nothing clears the row. @param {Paper|null} paper @param {string} row @param {string} typed @returns {Paper} */
export const setScore = (paper, row, typed) => ({ form: 'scores', scores: put(scoresOf(paper), row, typed) });

/** @param {Paper|null} paper @param {string} question @param {string} typed @returns {Paper} */
export const setAnswer = (paper, question, typed) => ({ form: 'text', answers: put(answersOf(paper), question, typed) });

/**
 * The score after one press of + or −: a whole point where the form has steps of less, never beyond an end. A blank row
 * begins at the end that the press comes from.
 * @param {ScoresForm} form @param {string|undefined} typed @param {1|-1} by @returns {string}
 */
export function stepScore(form, typed, by) {
  const whole = unitOf(form) % form.step === 0 && form.max - form.min >= 10 * unitOf(form) ? unitOf(form) : form.step;
  const before = typed === undefined ? null : scoreUnits(form, typed);
  if (before === null) return writtenScore(form, by > 0 ? form.min : form.max);
  return writtenScore(form, Math.min(form.max, Math.max(form.min, before + by * whole)));
}

/** Rows without a score, in paper order. @param {ScoresForm} form @param {Paper|null} paper */
export const unscored = (form, paper) => form.rows.filter((row) => !(scoresOf(paper)[row.id] ?? '').trim());

/** Rows in which something stands that is no score. @param {ScoresForm} form @param {Paper|null} paper */
export const misscored = (form, paper) => form.rows.filter((row) => {
  const typed = (scoresOf(paper)[row.id] ?? '').trim();
  return typed !== '' && scoreUnits(form, typed) === null;
});

/** What is wrong with an answer, if anything. @param {TextForm} form @param {string|undefined} typed @returns {'long'|'forbidden'|null} */
export function answerFault(form, typed = '') {
  if (isForbidden(answerOf(typed))) return 'forbidden';
  return charsOf(typed) > form.max_chars ? 'long' : null;
}

/** Questions without an answer. @param {TextForm} form @param {Paper|null} paper */
export const unanswered = (form, paper) => form.questions.filter((question) => !answerOf(answersOf(paper)[question.id] ?? ''));

/** The paper as it is sent in the clear: plain digits, answers on one line, nothing that is empty. @param {Paper} paper @returns {Paper} */
export function sentPaper(paper) {
  const all = (/** @type {Record<string, string>} */ filled, /** @type {(typed: string) => string} */ clean) =>
    Object.fromEntries(Object.entries(filled).map(([key, typed]) => [key, clean(typed)]).filter(([, text]) => text !== ''));
  if (paper.form === 'scores') return { form: 'scores', scores: all(paper.scores, plainScore) };
  if (paper.form === 'text') return { form: 'text', answers: all(paper.answers, answerOf) };
  return paper;
}
