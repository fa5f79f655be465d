// @ts-check
// The one calm line above the buttons: a refusal first, else what the chair should know before pressing.
import { differenceWords, unexplained } from '../shared/manual.js';
import { isLong } from '../shared/ballot-words.js';
import { dayText } from '../shared/clock.js';
import { say, sentences, t } from '../shared/words.js';
import { quorumMet, roomsLeft, waitingFor } from './acts.js';

/** @typedef {{text: string, tone: 'plain'|'warn'|'bad'}} Note */

/**
 * @param {import('../shared/state.js').State} state
 * @param {import('../shared/frames.js').Ballot} ballot
 * @param {string|null} refusal in words
 * @returns {Note|null}
 */
export function noteFor(state, ballot, refusal) {
  if (refusal) return { text: refusal, tone: 'bad' };
  if (ballot.phase === 'ready' && !quorumMet(state, ballot)) return { text: t('hall.no_quorum'), tone: 'bad' };
  const differing = unexplained(ballot)[0];
  if (differing) return { text: `${differenceWords(ballot, differing)} · ${t('manual.unexplained')}`, tone: 'warn' };
  if (ballot.warnings.length > 0 && ['ready', 'open', 'suspended'].includes(ballot.phase)) return { text: ballot.warnings.map(say).join(t('list.stop')), tone: 'warn' };
  const left = ballot.phase === 'open' ? roomsLeft(ballot) : 0;
  if (left > 0) {
    const of = (/** @type {string} */ phase) => (ballot.rooms ?? []).filter((room) => room.phase === phase).length;
    return { text: t('room.summary', { all: ballot.rooms?.length ?? 0, open: of('open'), closed: of('closed') }), tone: 'plain' };
  }
  if (ballot.phase === 'open' && ballot.rooms) return { text: t('room.all_closed'), tone: 'plain' };
  const waiting = waitingFor(state, ballot);
  if (ballot.phase === 'open' && waiting && ballot.background) return { text: missed(ballot, waiting), tone: 'plain' };
  if (ballot.phase === 'open' && waiting && ballot.not_voted === 'block_close') {
    return { text: t('chair.still_waiting', { n: waiting }), tone: 'warn' };
  }
  if (ballot.phase === 'open' && waiting) return { text: missed(ballot, waiting), tone: 'warn' };
  return null;
}

/** @param {import('../shared/frames.js').Ballot} ballot @param {number} n */
const missed = ({ background }, n) => t(background ? 'poll.missing' : 'chair.missing', { n });

/**
 * What the chair is told before a ballot is closed; null where one tap is enough, since nobody would be missed. A poll of
 * days is never closed by one tap.
 * @param {import('../shared/state.js').State} state @param {import('../shared/frames.js').Ballot} ballot
 * @returns {string|null}
 */
export function closeQuestion(state, ballot) {
  const waiting = waitingFor(state, ballot);
  const poll = ballot.background || isLong(ballot);
  if (waiting === 0 && !poll) return null;
  return sentences([waiting ? missed(ballot, waiting) : '',
    poll && ballot.deadline_ms !== null && t('poll.runs_until', { time: dayText(ballot.deadline_ms) })]);
}

/**
 * Why voting stands still, what is safe, and what may be done.
 * @param {import('../shared/state.js').State} state @param {import('../shared/frames.js').Ballot} ballot
 */
export function suspendedWords(state, ballot) {
  const cause = ballot.suspension?.cause;
  if (cause === 'quorum_lost') return t('chair.quorum_lost');
  if (cause !== 'restart') return t('chair.suspended');
  const voted = state.turnout?.ballot === ballot.id ? state.turnout.voted : null;
  return voted === null ? t('chair.restart_none') : t('chair.restart', { n: voted });
}
