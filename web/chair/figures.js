// @ts-check
// The four figures above the script, by phase. Words and numbers only; the view draws them.
import { say, t } from '../shared/words.js';
import { dayText, remainingText } from '../shared/clock.js';
import { isLong, isMotion } from '../shared/ballot-words.js';
import { isOneCell } from '../shared/cells.js';
import { quorumMet, waitingFor } from './acts.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Count} Count */
/** @typedef {import('../shared/frames.js').MarksRow} MarksRow */
/** @typedef {import('../shared/state.js').State} State */
/** @typedef {{id: string, label: string, value: string, tone?: 'good'|'warn'|'bad'|'quiet', shape?: string, icon?: string}} Card */

/** @param {State} state @param {Ballot} ballot @param {number} now_ms server time @returns {Card[]} */
export function cardsFor(state, ballot, now_ms) {
  if (ballot.count && isSingle(ballot)) return counted(ballot, ballot.count);
  if (['draft', 'ready', 'cancelled'].includes(ballot.phase)) return before(state, ballot);
  return during(state, ballot, now_ms);
}

/** @param {Ballot} ballot */
export const isSingle = ({ form, count }) => isOneCell(form) && count?.outcome.kind !== 'no_result';

/** @param {State} state @param {Ballot} ballot @returns {Card} */
function quorum(state, ballot) {
  const { needed } = ballot.quorum;
  const met = quorumMet(state, ballot);
  if (needed === 0) return { id: 'quorum', label: t('count.quorum'), value: t('chair.no_quorum_rule'), tone: 'quiet' };
  return {
    id: 'quorum', label: t('chair.quorum_of', { n: needed }), value: t(met ? 'count.quorum_met' : 'count.quorum_not_met'),
    tone: met ? 'good' : 'bad', icon: met ? 'check' : 'x',
  };
}

/** @param {State} state @param {Ballot} ballot @returns {Card[]} */
const before = (state, ballot) => [
  { id: 'expected', label: t('count.expected'), value: String(state.attendance?.expected ?? '–') },
  { id: 'present', label: t('count.present'), value: presentWords(state, ballot) },
  quorum(state, ballot),
  { id: 'terminals', label: t('chair.terminals'), value: String(state.presence?.connected ?? '–') },
];

/** Present, and those who are represented where the rules allow proxies. @param {State} state @param {Ballot} ballot */
function presentWords({ attendance }, { proxies }) {
  const { present = '–', represented = 0 } = attendance ?? {};
  return proxies && represented > 0 ? `${present} + ${represented}` : String(present);
}

/** @param {State} state @param {Ballot} ballot @param {number} now_ms @returns {Card[]} */
function during(state, ballot, now_ms) {
  const turnout = ballot.count?.turnout ?? (state.turnout?.ballot === ballot.id ? state.turnout : null);
  // Running totals of a secret ballot come without a turnout; then they say how many have voted.
  const beside = state.presence?.polls?.find((poll) => poll.ballot === ballot.id);
  const voted = beside && !turnout ? `${beside.voted} / ${beside.electorate}` : turnout ? `${turnout.voted} / ${turnout.eligible}` : state.tally?.ballot === ballot.id ? String(state.tally.voted) : '–';
  const present = state.attendance?.present === turnout?.eligible;
  const waiting = waitingFor(state, ballot);
  const over = ballot.phase !== 'open' && ballot.phase !== 'suspended';
  return [
    { id: 'voted', label: t(present ? 'chair.voted_present' : 'chair.voted_eligible'), value: voted },
    clock(ballot, now_ms),
    quorum(state, ballot),
    over && turnout
      ? { id: 'waiting', label: t('count.did_not_vote'), value: String(turnout.eligible - turnout.voted) }
      : { id: 'waiting', label: t(ballot.background ? 'poll.unanswered' : 'chair.waiting'), value: String(waiting ?? '–'), tone: waiting && !ballot.background ? 'warn' : undefined },
  ];
}

/** @param {Ballot} ballot @param {number} now_ms @returns {Card} */
function clock(ballot, now_ms) {
  if (ballot.suspension) {
    const left = ballot.suspension.remaining_ms;
    return { id: 'clock', label: t('chair.stopped'), value: left === null ? '–' : remainingText(left), tone: 'quiet' };
  }
  if (ballot.phase !== 'open') return { id: 'clock', label: t('chair.remaining'), value: '–', tone: 'quiet' };
  if (ballot.deadline_ms === null) return { id: 'clock', label: t('chair.remaining'), value: t('time.no_limit') };
  if (isLong(ballot)) return { id: 'clock', label: t('agenda.until_label'), value: dayText(ballot.deadline_ms) };
  const left = ballot.deadline_ms - now_ms;
  return { id: 'clock', label: t('chair.remaining'), value: remainingText(left), tone: left <= 10_000 ? 'warn' : undefined };
}

/**
 * What an open motion still needs: with the turnout, which moves with the votes; the ballot itself says it until then.
 * @param {State} state @param {Ballot} ballot @returns {import('../shared/frames.js').StillNeeded|null}
 */
export function stillNeeded({ turnout }, ballot) {
  if (ballot.phase !== 'open') return null;
  return (turnout?.ballot === ballot.id ? turnout.still_needed : null) ?? ballot.still_needed ?? null;
}

/** @param {Ballot} ballot @param {Count} count @returns {Card[]} */
function counted(ballot, count) {
  const form = /** @type {import('../shared/frames.js').MarksForm} */ (ballot.form);
  const row = /** @type {MarksRow} */ (count.rows[0]);
  const cards = form.grades.map((grade) => /** @type {Card} */ ({
    id: grade.id, label: say(grade), value: String(row.votes[grade.id] ?? 0), shape: grade.shape,
    tone: grade.role === 'for' ? 'good' : undefined,
  }));
  if (!isMotion(form) && row.blank) cards.push({ id: 'blank', label: t('count.blank'), value: String(row.blank) });
  if (count.weights) cards.push({ id: 'weight', label: t('weight.returned'), value: `${count.weights.papers_returned} / ${count.weights.total_membership}` });
  return [...cards, { id: 'did_not_vote', label: t('count.did_not_vote'), value: String(count.turnout.did_not_vote), tone: 'quiet' }];
}

/** 赞成 199 + 反对 3 + 弃权 5 + 未按 2 = 209: the identity of the report, to be checked by eye. @param {Ballot} ballot @returns {string} */
export function identity(ballot) {
  const { count } = ballot;
  // Votes that are weighed and people who did not vote are no sum.
  if (!count || !isSingle(ballot) || ballot.weights) return '';
  const row = /** @type {MarksRow} */ (count.rows[0]);
  const grades = ballot.form.kind === 'marks' ? ballot.form.grades : [];
  /** @type {[string, number][]} */
  const parts = grades.map((grade) => [say(grade), row.votes[grade.id] ?? 0]);
  parts.push([t('count.blank'), row.blank ?? 0], [t('count.invalid'), (row.invalid ?? 0) + count.papers.invalid]);
  parts.push([t('count.did_not_vote'), count.turnout.did_not_vote]);
  const said = parts.filter(([, n], i) => n > 0 || i < 3);
  const sum = said.reduce((total, [, n]) => total + n, 0);
  return `${said.map(([word, n]) => `${word} ${n}`).join(' + ')} = ${sum}`;
}
