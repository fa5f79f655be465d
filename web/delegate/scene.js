// @ts-check
// What the delegate sees now, as a function of what the face knows. One scene at a time.
import { takesTablets } from '../shared/manual.js';
import { ballotById, isLive, stageBallot } from '../shared/state.js';
import { fitting } from './paper.js';
import { forMe } from './recusal.js';
import { readSeal } from './sealing.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Own} Own */
/** @typedef {import('../shared/frames.js').Paper} Paper */
/** @typedef {import('../shared/frames.js').Refusal} Refusal */
/** @typedef {{paper: Paper|null, cast_id: string|null, revision: number, seq: number, at_ms: number, hash: string, by_holder?: boolean}} Recorded */
/** @typedef {import('../shared/cast.js').Outcome} Outcome */

/**
 * @typedef {object} Known
 * @property {import('../shared/state.js').State} state
 * @property {import('../shared/link.js').Status} status
 * @property {Record<string, import('../shared/cast.js').Pending>} pending
 * @property {Record<string, Outcome>} outcomes
 * @property {Record<string, Paper>} drafts
 * @property {string|null} [sealing] the ballot whose paper is being sealed now
 * @property {string|null} [unsealable] the ballot for which sealing failed
 * @property {string|null} [poll] the poll beside the hall that this delegate looks at
 */

/**
 * @typedef {object} Vote how this delegate stands in the ballot on stage
 * @property {Ballot} ballot
 * @property {Own|null} own
 * @property {Recorded|null} recorded the newest vote the server has recorded; of a secret ballot without its paper
 * @property {{paper: Paper|null}|null} sending on its way, fate unknown; of a secret ballot only the envelope is known
 * @property {boolean} sealing the paper is being sealed
 * @property {Paper|null} draft begun and not submitted
 * @property {Refusal|null} refusal of the last attempt
 * @property {import('./sealing.js').SealReading|null} seal of a secret ballot
 * @property {boolean} suspended
 * @property {boolean} mayChange
 * @property {boolean} online
 */

/**
 * @typedef {{kind: 'final', code: number} | {kind: 'loading'} | {kind: 'waiting'}
 *   | {kind: 'cancelled'|'voided'|'recused'|'not_in_electorate'|'nonvoting'|'not_present'|'not_called'|'principal_may_not_vote'|'by_hands'|'on_paper'|'paper_in_hand'|'room_not_open'|'room_closed'|'room_unknown'|'remote_refused'|'mismatch'|'paper'|'mandates'|'closed'|'result',
 *     vote: Vote}} Scene
 */

/** @param {Known} known @returns {Scene} */
export function sceneOf(known) {
  const { state, status } = known;
  if (status.state === 'final') return { kind: 'final', code: status.code ?? 0 };
  if (state.epoch === null) return { kind: 'loading' };
  const ballot = ballotById(state, known.poll) ?? stageBallot(state);
  if (!ballot) return { kind: 'waiting' };
  const vote = voteOn(ballot, known);
  return { kind: kindOf(vote), vote };
}

/** Reasons that stand instead of a paper; any other refuses when one votes, in the server's words. */
const REASONS = /** @type {const} */ (['recused', 'not_in_electorate', 'nonvoting', 'not_present', 'room_not_open', 'room_closed',
  'room_unknown', 'remote_refused', 'not_called', 'principal_may_not_vote', 'by_hands', 'on_paper', 'paper_in_hand']);
/** Of these even a recorded vote says nothing: it was annulled, there can be none, or another cast it. */
const CHANNELS = /** @type {string[]} */ (['recused', 'principal_may_not_vote', 'by_hands', 'on_paper', 'paper_in_hand']);

/** @param {Vote} vote */
function kindOf({ ballot, own, recorded, sending, draft, seal }) {
  if (ballot.phase === 'cancelled' || ballot.phase === 'voided') return ballot.phase;
  if (ballot.phase === 'declared' || (ballot.count && !isLive(ballot))) return 'result';
  if (!isLive(ballot)) return 'closed';
  // A vote that is recorded or on its way is shown, even when the right to vote has gone since.
  const reason = REASONS.find((known) => known === own?.reason);
  if (reason && (CHANNELS.includes(reason) || !(recorded || sending))) return reason;
  // Nothing is filled in under a seal that says something else than the screen.
  if (seal?.mismatch && !sending && (!recorded || draft)) return 'mismatch';
  return own?.mandates?.length ? 'mandates' : 'paper';
}

/** @param {Ballot} whole @param {Known} known @returns {Vote} */
export function voteOn(whole, { state, status, pending, outcomes, drafts, sealing = null, unsealable = null }) {
  const own = ownIn(state.own, whole.id);
  const ballot = forMe(whole, own);
  const outcome = outcomes[ballot.id];
  const answered = outcome?.receipt && !isAnnulled(own, outcome.receipt) ? { ...outcome.receipt, paper: outcome.paper } : null;
  const recorded = newest(own?.vote ?? null, answered);
  const waiting = pending[ballot.id];
  return {
    ballot,
    own,
    recorded,
    sending: waiting ? { paper: 'paper' in waiting ? fitting(ballot, waiting.paper) : null } : null,
    sealing: sealing === ballot.id,
    draft: fitting(ballot, drafts[ballot.id]),
    refusal: outcome?.refusal ?? null,
    seal: unsealable === ballot.id ? { mismatch: 'key' } : readSeal(whole, state.sitting?.id ?? ''),
    suspended: ballot.phase === 'suspended',
    mayChange: isLive(ballot) && (!recorded || recorded.by_holder || ballot.change_of_vote === 'last_wins') && own?.may_vote !== false,
    online: status.state === 'online',
  };
}

/** A receipt stays in the browser when its vote is annulled. @param {Own|null} own @param {{revision: number}} receipt */
const isAnnulled = (own, { revision }) => revision <= (own?.annulled ?? 0);

/** The revision of the next vote. @param {Vote} vote */
export const nextRevision = ({ recorded, own }) => (recorded?.revision ?? own?.annulled ?? 0) + 1;
/** The own view of one ballot: that on stage, or a poll beside it. @param {Own|null} own @param {string} id @returns {Own|null} */
function ownIn(own, id) {
  const poll = own?.polls?.find(({ ballot }) => ballot === id);
  if (own && poll) return { ...own, ...poll };
  return own?.ballot === id ? own : null;
}

/** @param {Recorded|null} told by the server's own view @param {Recorded|null} answered by the receipt @returns {Recorded|null} */
function newest(told, answered) {
  if (!told || !answered) return told ?? answered;
  return answered.seq > told.seq ? answered : told;
}

/** Whether this person votes by hand or on paper. @param {Pick<Vote, 'ballot'|'own'>} vote */
export const hasNoTablet = ({ ballot, own }) => !takesTablets(ballot) || own?.reason === 'paper_in_hand';

/** Submitted and not yet answered: nothing may be pressed. @param {Vote} vote */
export const isBusy = ({ sending, sealing }) => sealing || sending !== null;

/**
 * The state line: 未提交 → 正在提交 → 已记录 → 表决已结束, and 未计入 with its reason. Only what is known is said.
 * @param {Vote} vote
 * @returns {{tone: 'idle'|'sending'|'recorded'|'refused'|'paused'|'closed', word: string, text: string|Refusal}} keys of words
 */
export function stateLine({ ballot, own, recorded, sending, sealing, draft, refusal, suspended, mayChange, online }) {
  const secret = ballot.secrecy === 'secret';
  const changing = recorded && draft;
  if (sealing) return { tone: 'sending', word: 'vote.sealing', text: '' };
  if (sending) return { tone: 'sending', word: online ? 'vote.sending' : 'vote.sending_stay', text: online ? '' : lostWords(ballot) };
  if (refusal) return { tone: 'refused', word: 'vote.not_counted', text: refusal };
  if (!isLive(ballot)) return { tone: 'closed', word: 'hall.closed', text: recorded || hasNoTablet({ ballot, own }) ? '' : 'vote.none' };
  if (suspended) return { tone: 'paused', word: 'vote.suspended', text: recorded || draft ? 'vote.kept' : 'vote.please_wait' };
  if (changing) return { tone: 'idle', word: 'vote.change_unsent', text: 'vote.earlier_stands' };
  if (recorded) return { tone: 'recorded', word: 'vote.recorded', text: mayChange ? 'vote.may_change' : 'vote.may_not_change' };
  return { tone: 'idle', word: 'vote.unsent', text: draft ? (secret ? 'vote.draft_here' : 'vote.draft_kept') : (own?.annulled ?? 0) > 0 ? 'notice.annulled' : '' };
}

/** What is kept until the link is back. @param {Ballot} ballot */
export const lostWords = ({ secrecy }) => (secrecy === 'secret' ? 'vote.sending_lost_sealed' : 'vote.sending_lost');
