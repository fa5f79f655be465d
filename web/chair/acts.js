// @ts-check
// What the chair may do now, and the one act that comes next. The server decides; here it is only offered.
import { stepOf } from '../shared/manual.js';
import { standingOf } from '../shared/standing.js';
import { ballotById, isLive, stageBallot } from '../shared/state.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').AgendaEntry} AgendaEntry */
/** @typedef {import('../shared/state.js').State} State */
/** @typedef {'void'|'open'|'close_vote'|'resume'|'wait_count'|'wait_certify'|'wait_entry'|'wait_rulings'|'explain'|'decide_tie'|'draw_lot'|'declare'|'next'|'wait_ready'|'wait_rooms'|'done'|'to_live'} Next */

/** Nothing to press: the sitting waits for someone else. */
const WAITING = ['wait_count', 'wait_entry', 'wait_rulings', 'wait_certify', 'wait_ready', 'wait_rooms', 'done'];

/** The ballot that is being voted on or suspended, if any. @param {State} state @returns {Ballot|null} */
export function liveBallot(state) {
  return Object.values(state.ballots).find((ballot) => isLive(ballot) && !ballot.background) ?? null;
}

/** Rooms of a ballot that have not been closed. @param {Ballot} ballot */
export const roomsLeft = ({ rooms }) => (rooms ?? []).filter(({ phase }) => phase !== 'closed').length;

/** A ballot in rooms, or one that waits for people, is closed by the chair and has no deadline. @param {Ballot} ballot */
const takesDeadline = ({ in_rooms: inRooms, not_voted: notVoted }) => !inRooms && notVoted !== 'block_close';

/** The agenda in the order of the day. @param {State} state @returns {AgendaEntry[]} */
export const agendaOf = (state) => [...state.agenda].sort((a, b) => a.number - b.number || a.round - b.round);

/**
 * The ballot on the chair's desk: the one chosen, else the one the hall looks at, else the first that is ready.
 * @param {State} state @param {string|null} chosen @returns {Ballot|null}
 */
export function focusBallot(state, chosen) {
  const agenda = agendaOf(state);
  const ready = agenda.find((entry) => entry.phase === 'ready') ?? agenda.find((entry) => entry.phase === 'draft') ?? agenda[0];
  return ballotById(state, chosen) ?? stageBallot(state) ?? ballotById(state, ready?.id);
}

/** The next item that can be opened: after this one, else from the start. @param {State} state @param {Ballot} ballot @returns {AgendaEntry|null} */
export function nextEntry(state, ballot) {
  const agenda = agendaOf(state).filter((entry) => entry.id !== ballot.id && entry.phase === 'ready');
  const after = agenda.find((entry) => entry.number > ballot.number || (entry.number === ballot.number && entry.round > ballot.round));
  return after ?? agenda[0] ?? null;
}

/** The papers cannot be opened any more: only one way is left. @param {Ballot} ballot */
export const isKeyLost = ({ key, phase }) => key === 'lost' && ['open', 'suspended', 'closed'].includes(phase);

/** @param {State} state @param {Ballot} ballot @returns {Next} */
export function nextAct(state, ballot) {
  const live = liveBallot(state);
  // A poll beside the hall is opened and closed whatever the hall does.
  if (live && live.id !== ballot.id && !ballot.background) return 'to_live';
  if (isKeyLost(ballot)) return 'void';
  switch (ballot.phase) {
    case 'draft': return 'wait_ready';
    case 'ready': return 'open';
    case 'open': return roomsLeft(ballot) > 0 ? 'wait_rooms' : 'close_vote';
    case 'suspended': return 'resume';
    case 'closed': return entryAct(ballot);
    case 'counted': return ballot.certification ? 'wait_certify' : settleAct(ballot);
    case 'certified': return settleAct(ballot);
    case 'declared':
    case 'cancelled':
    case 'voided':
      if (nextEntry(state, ballot)) return 'next';
      return state.agenda.some((entry) => entry.phase === 'draft') ? 'wait_ready' : 'done';
  }
}

/** A tie that the rule leaves to the chair or to a lot comes before the declaration. @param {Ballot} ballot @returns {Next} */
function settleAct(ballot) {
  const standing = standingOf(ballot);
  const prepared = standing?.follow_ups.some(({ why, prepared }) => why === 'run_off' && prepared);
  if (!standing?.tie || prepared) return 'declare';
  if (standing.decide) return 'decide_tie';
  return standing.lot && standing.tie_rule === 'lot' ? 'draw_lot' : 'declare';
}

/** While people count: a difference is the chair's to explain, the rest is the desk's. @param {Ballot} ballot @returns {Next} */
function entryAct(ballot) {
  const step = stepOf(ballot);
  if (ballot.write_ins?.waiting) return 'wait_rulings';
  if (step === 'explain') return 'explain';
  return step === null || step === 'done' ? 'wait_count' : 'wait_entry';
}

/** What the chair may change over to now, when the tablets fail. @param {Ballot} ballot @returns {import('../shared/frames.js').Casting[]} */
export const fallbacks = ({ phase, fallback }) => (['ready', 'open', 'suspended'].includes(phase) ? fallback : []);

/** @param {Next} act */
export const canPress = (act) => !WAITING.includes(act);

/**
 * Whether enough members are here for this ballot. A view is of the moment it was sent, and people come in after it; what
 * was counted at the opening stays.
 * @param {State} state @param {Ballot} ballot
 */
export function quorumMet({ attendance }, { phase, quorum, proxies }) {
  const before = phase === 'draft' || phase === 'ready';
  const here = (attendance?.present ?? 0) + (proxies ? attendance?.represented ?? 0 : 0);
  return before && attendance ? here >= quorum.needed : quorum.met;
}

/** Which of the other buttons apply; they keep their places in the row. @param {Ballot} ballot */
export function otherActs(ballot) {
  const open = ballot.phase === 'open' && !isKeyLost(ballot);
  return {
    last_call: open && !ballot.last_call && takesDeadline(ballot),
    extend: open && ballot.deadline_ms !== null,
    suspend: open,
    void: ['open', 'suspended', 'closed', 'counted', 'certified'].includes(ballot.phase),
  };
}

/**
 * Delegates who are online, may vote and have not; of a poll beside the hall everybody who has not answered. Null where
 * nobody may know.
 * @param {State} state @param {Ballot} ballot @returns {number|null}
 */
export function waitingFor({ presence }, ballot) {
  if (!ballot.background) return presence?.ballot === ballot.id ? presence.waiting : 0;
  const poll = presence?.polls?.find((each) => each.ballot === ballot.id);
  return poll ? poll.electorate - poll.voted : null;
}
