// @ts-check
// Verdicts in one word, and their colour. The word always stands beside the colour.
import { belowWord, gradeWord, verdictWord as wordOf } from '../shared/ballot-words.js';

/** @typedef {import('../shared/frames.js').OutcomeRow} OutcomeRow */

/** @type {Record<string, string>} */
const TONES = {
  for: 'good', adopted: 'good', selected: 'good', against: 'bad', not_adopted: 'bad', abstain: 'mild', tied: 'attention',
  grade: 'attention', graded: 'good',
};
/** @type {Record<string, string>} */
const SHAPES = { adopted: 'check', selected: 'check', not_adopted: 'fail', tied: 'equal' };

/** @param {string} roleOrVerdict */
export const toneOf = (roleOrVerdict) => TONES[roleOrVerdict] ?? 'none';

/** @param {string} verdict */
export const shapeOf = (verdict) => SHAPES[verdict] ?? 'none';

/** 通过, 入选, 得票相等, or the grade. @param {import('../shared/frames.js').Ballot} ballot @param {OutcomeRow} row */
export const verdictWord = (ballot, row) => (row.verdict === 'graded' ? gradeWord(ballot, row.grade)
  : row.verdict === 'below_majority' ? belowWord(ballot) : wordOf(row.verdict, ballot.kind));
