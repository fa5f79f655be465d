// @ts-check
// What people type on a paper: scores and answers, read as the server reads them. Pure.

/** @typedef {import('./frames.js').ScoresForm} ScoresForm */

/** Control characters, and those that hide or reverse what a screen shows. */
const FORBIDDEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** Units in one whole point. @param {{decimals: number}} form */
export const unitOf = ({ decimals }) => 10 ** decimals;

/** A score with all its decimals: "93.5". @param {{decimals: number}} form @param {number} units */
export const writtenScore = (form, units) => (units / unitOf(form)).toFixed(form.decimals);

/**
 * The units of a score as it was typed; null for what is no score of this form. Digits of any width and a point of any
 * width are read, since a keyboard may be set to either.
 * @param {ScoresForm} form @param {string} typed @returns {number|null}
 */
export function scoreUnits(form, typed) {
  const [whole, rest = ''] = plainScore(typed).split('.');
  const written = plainScore(typed);
  if (!/^\d+(\.\d+)?$/.test(written) || rest.length > form.decimals || whole.length > 9) return null;
  const units = Number(whole) * unitOf(form) + Number(rest.padEnd(form.decimals, '0') || 0);
  return units >= form.min && units <= form.max && (units - form.min) % form.step === 0 ? units : null;
}

/** A score in plain digits, as it is sent. @param {string} typed */
export const plainScore = (typed) => typed.normalize('NFKC').replace(/。/g, '.').trim();

/** Every value of a short scale, lowest first. @param {ScoresForm} form */
export const scaleOf = ({ min, max, step }) => Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, i) => min + i * step);

/** An answer as it is sent: on one line, composed, trimmed. @param {string} typed */
export const answerOf = (typed) => typed.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').replace(/\t/g, ' ').trim().normalize('NFC');

/** @param {string} answer */
export const isForbidden = (answer) => FORBIDDEN.test(answer);

/** How many characters an answer has, as the server counts them. @param {string} typed */
export const charsOf = (typed) => [...answerOf(typed)].length;
