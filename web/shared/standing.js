// @ts-check
// Places after everything that was settled since the count: ties decided, withdrawals, ballots that follow. Pure.
import { itemTitle } from './ballot-words.js';
import { t } from './words.js';

/** @typedef {import('./frames.js').Ballot} Ballot */
/** @typedef {import('./frames.js').OutcomeRow} OutcomeRow */
/** @typedef {import('./frames.js').FollowUp} FollowUp */

/** @param {Ballot} ballot @returns {import('./frames.js').Standing|null} */
export const standingOf = ({ count }) => count?.standing ?? null;

/**
 * The row with the verdict that holds now; the figures stay what they were.
 * @param {Ballot} ballot @param {OutcomeRow} row @returns {OutcomeRow}
 */
export function settledRow(ballot, row) {
  const standing = standingOf(ballot);
  if (!standing) return row;
  if (standing.withdrawn.some(({ item }) => item === row.item)) return { ...row, verdict: 'withdrawn' };
  const limited = ballot.count?.outcome.grade;
  if (standing.selected.includes(row.item)) return limited ? { ...row, verdict: 'graded', grade: limited } : { ...row, verdict: 'selected' };
  return row.verdict === 'tied' && standing.decided ? { ...row, verdict: 'not_selected' } : row;
}

/**
 * The row under which the line is drawn, by what holds now: the last that is in, where everybody above it is in too and
 * somebody below it is not. Null where a line would say something that is not so: the lot drew a lower row, or one in front
 * withdrew.
 * @param {Ballot} ballot @returns {{item: string, n: number}|null} n: rows above the line
 */
export function cutOf(ballot) {
  const limited = ballot.count?.outcome.grade;
  const rows = (ballot.count?.outcome.rows ?? []).map((row) => settledRow(ballot, row));
  const isIn = (/** @type {OutcomeRow} */ { verdict, grade }) => verdict === 'selected' || (verdict === 'graded' && grade !== undefined && grade === limited);
  const n = rows.filter(isIn).length;
  return n > 0 && n < rows.length && rows.slice(0, n).every(isIn) ? { item: rows[n - 1].item, n } : null;
}

/** What was settled, one sentence each. @param {Ballot} ballot @returns {string[]} */
export function settledLines(ballot) {
  const standing = standingOf(ballot);
  if (!standing) return [];
  const { decided, withdrawn, selected, tie_rule } = standing;
  const names = (/** @type {string[]} */ ids) => ids.map((id) => itemTitle(ballot, id)).join(t('list.comma'));
  const places = ballot.count?.outcome.places ?? 0;
  return [
    decided ? t(`settled.${decided.by}`, { list: names(decided.items), reason: decided.reason, seed: decided.seed ?? '' }) : '',
    ...withdrawn.map(({ item, reason }) => t('settled.withdrawn', { item: itemTitle(ballot, item), reason })),
    tie_rule === 'all_tied_in' && selected.length > places && places > 0 ? t('settled.all_tied_in', { n: selected.length, places }) : '',
  ].filter(Boolean);
}

/** What the rule does about a tie that still stands, and about places nobody has. @param {Ballot} ballot @returns {string[]} */
export function openLines(ballot) {
  const standing = standingOf(ballot);
  if (!standing) return [];
  const { tie, open, tie_rule, shortfall_rule } = standing;
  return [
    tie && tie_rule ? t(`tie_rule.${tie_rule}`, { n: tie.items.length, open: tie.open_places, list: tie.items.map((id) => itemTitle(ballot, id)).join(t('list.comma')) }) : '',
    open > 0 && shortfall_rule ? t(`shortfall_rule.${shortfallKey(ballot, shortfall_rule)}`, { n: open }) : '',
  ].filter(Boolean);
}

/** @param {Ballot} ballot @param {string} rule */
const shortfallKey = ({ kind }, rule) => (kind === 'election' && rule === 'second_round' ? 'further_election' : rule);

/** Ballots that the outcome asks for and nobody has prepared. @param {Ballot} ballot @returns {FollowUp[]} */
export const followUps = (ballot) => (standingOf(ballot)?.follow_ups ?? []).filter(({ prepared }) => !prepared);

/** Exactly what would stand on the paper. @param {FollowUp} followUp */
export const followUpWords = ({ why, places, items }) =>
  t(`follow_up.${why}`, { n: items.length, places, list: items.map(({ title }) => title).join(t('list.comma')) });
