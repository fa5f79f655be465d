// @ts-check
// The rule of a ballot in words and figures: base, threshold, needed number. Nothing is decided here, only said.
import { lang, t } from '../shared/words.js';

/** @typedef {import('../shared/frames.js').Needed} Needed */
/** @typedef {import('../shared/frames.js').Ballot} Ballot */

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const digit = (/** @type {string} */ n) => DIGITS[Number(n)] ?? n;
/** Bases that count people; the others count papers. */
const PEOPLE = ['total_membership', 'present'];

/** 过半数 · 半数以上 · 三分之二以上 · 超过三分之二. @param {string} fraction `n/d` @param {'gt'|'ge'} comparator */
export function thresholdWords(fraction, comparator) {
  const [n, d] = fraction.split('/');
  if (fraction === '1/2') return t(comparator === 'gt' ? 'rule.more_than_half' : 'rule.half_or_more');
  const part = lang.value === 'zh' ? `${digit(d)}分之${digit(n)}` : fraction;
  return t(comparator === 'gt' ? 'rule.more_than' : 'rule.or_more', { part });
}

/** The noun of the majority base. @param {string} base @param {Ballot|null} [ballot] */
export function baseWords(base, ballot = null) {
  // The wire does not say whether the body has deputies or members; the rule's own sentence does.
  if (base === 'total_membership' && ballot?.rule.zh.includes('组成人员')) return t('rule.base_total_members');
  return t(`base.${base}`);
}

/** 全体代表 226 人，过半数需 114 票. @param {Needed|null|undefined} needed @param {Ballot|null} [ballot] @returns {string} */
export function neededWords(needed, ballot = null) {
  if (!needed) return '';
  const unit = ballot?.weights ? 'rule.needed_weight' : PEOPLE.includes(needed.base) ? 'rule.needed_people' : 'rule.needed_papers';
  const words = t(unit, {
    base: baseWords(needed.base, ballot), count: needed.base_count,
    threshold: thresholdWords(needed.fraction, needed.comparator), votes: needed.votes,
  });
  return words[0].toUpperCase() + words.slice(1);
}

/** 过半数需 114 票, for a mark on a bar. @param {Needed|null|undefined} needed @returns {string} */
export const neededMark = (needed) => (needed
  ? t('rule.needed_mark', { threshold: thresholdWords(needed.fraction, needed.comparator), votes: needed.votes }) : '');

/**
 * The same for one row of a counted ballot, whose base may be known only since the count.
 * @param {Ballot} ballot @param {import('../shared/frames.js').OutcomeRow|undefined} row
 */
export function rowNeededWords(ballot, row) {
  const needed = neededOf(ballot);
  if (!row?.needed || row.base_count === undefined) return neededWords(needed, ballot);
  if (!needed) return t('rule.needed_plain', { count: row.base_count, votes: row.needed });
  return neededWords({ ...needed, votes: row.needed, base_count: row.base_count }, ballot);
}

/**
 * The needed number of a counted ballot. Before the count the view names it; bases that are known only afterwards are
 * in the outcome.
 * @param {Ballot} ballot @returns {Needed|null}
 */
export function neededOf(ballot) {
  return ballot.count?.outcome.needed ?? ballot.needed ?? null;
}
