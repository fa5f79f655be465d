// @ts-check
// What a face knows, as a pure fold of the frames it was sent.
//
// A push is applied only if its epoch is the current one and its seq is not smaller than the last one applied for its
// topic (for `ballot`: for that ballot). So after a snapshot the same frames in any order, any number of times, end in
// the same state.

import { ballotInVotes, tallyInVotes, turnoutInVotes } from './weights.js';

/** @typedef {import('./frames.js').Ballot} Ballot */
/** @typedef {import('./frames.js').Snapshot} Snapshot */

/**
 * @typedef {object} State
 * @property {string|null} epoch null until the first snapshot
 * @property {number} seq position to resume from: the last lifecycle push or snapshot
 * @property {Record<string, number>} seqs last seq applied, by topic or `ballot:<id>`
 * @property {number} floor seq of the snapshot: nothing older is applied to any topic
 * @property {import('./frames.js').Welcome|null} welcome
 * @property {import('./frames.js').Sitting|null} sitting
 * @property {import('./frames.js').AgendaEntry[]} agenda
 * @property {Record<string, Ballot>} ballots by id
 * @property {string|null} stage the stage named by the last snapshot
 * @property {import('./frames.js').Attendance|null} attendance
 * @property {import('./frames.js').Turnout|null} turnout
 * @property {import('./frames.js').Tally|null} tally
 * @property {import('./frames.js').Own|null} own
 * @property {import('./frames.js').Presence|null} presence
 * @property {import('./frames.js').RecordHead|null} record
 * @property {import('./frames.js').RosterEntry[]|null} roster
 * @property {import('./frames.js').Draw[]} draws for chair and desk all, for a screen the one it shows
 * @property {import('./frames.js').Roll|null} roll the last call of a roll call; see `rollOf`
 */

/** Only these move the resume position: a state push may run ahead of a lifecycle push that is still queued. */
const LIFECYCLE = ['sitting', 'agenda', 'ballot', 'own', 'roll'];
const STATE = ['attendance', 'turnout', 'tally', 'presence', 'record', 'roster', 'draws'];

/** @returns {State} */
export function emptyState() {
  return {
    epoch: null, seq: 0, seqs: {}, floor: 0, welcome: null, sitting: null, agenda: [], ballots: {}, stage: null,
    attendance: null, turnout: null, tally: null, own: null, presence: null, record: null, roster: null, draws: [],
    roll: null,
  };
}

/**
 * @param {State} state
 * @param {import('./frames.js').Frame} frame
 * @returns {State} the same object where the frame changes nothing
 */
export function fold(state, frame) {
  if (frame.type === 'welcome') return { ...state, welcome: frame };
  if (frame.type !== 'push') return state;
  const { topic, at, data } = frame;
  if (topic === 'snapshot') return fromSnapshot(state, at, data);
  if (at.epoch !== state.epoch) return state;
  const key = topic === 'ballot' ? `ballot:${data.id}` : topic;
  if (at.seq < Math.max(state.seqs[key] ?? 0, state.floor)) return state;
  const lifecycle = LIFECYCLE.includes(topic);
  if (!lifecycle && !STATE.includes(topic)) return state;
  const next = { ...state, seqs: { ...state.seqs, [key]: at.seq } };
  if (lifecycle) next.seq = Math.max(state.seq, at.seq);
  if (topic === 'ballot') next.ballots = { ...state.ballots, [data.id]: ballotInVotes(data) };
  else if (topic === 'tally') next.tally = tallyInVotes(data, state.ballots[data?.ballot]);
  else if (topic === 'turnout') next.turnout = turnoutInVotes(data, state.ballots[data?.ballot]);
  else Object.assign(next, { [topic]: data });
  return next;
}

/**
 * @param {State} state
 * @param {import('./frames.js').Position} at
 * @param {Snapshot} data
 * @returns {State}
 */
function fromSnapshot(state, at, data) {
  /** @type {Record<string, Ballot>} */
  const ballots = {};
  for (const ballot of data.ballots ?? []) ballots[ballot.id] = ballotInVotes(ballot);
  return {
    epoch: at.epoch, seq: at.seq, seqs: {}, floor: at.seq, welcome: state.welcome,
    sitting: data.sitting ?? null, agenda: data.agenda ?? [], ballots, stage: data.stage ?? null,
    attendance: data.attendance ?? null, turnout: turnoutInVotes(data.turnout ?? null, ballots[data.turnout?.ballot ?? '']),
    tally: tallyInVotes(data.tally ?? null, ballots[data.tally?.ballot ?? '']),
    own: data.own ?? null, presence: data.presence ?? null, record: data.record ?? null, roster: data.roster ?? null, draws: data.draws ?? [],
    roll: null,
  };
}

/**
 * Where to resume, for `hello`.
 * @param {State} state
 * @returns {import('./frames.js').Position|undefined}
 */
export const position = (state) => (state.epoch === null ? undefined : { epoch: state.epoch, seq: state.seq });

/** @param {State} state @param {string|null|undefined} id @returns {Ballot|null} */
export const ballotById = (state, id) => (id ? state.ballots[id] ?? null : null);

/**
 * The ballot the hall is looking at: the one that is being voted on, else the one opened last.
 * @param {State} state
 * @returns {Ballot|null}
 */
export function stageBallot(state) {
  let stage = ballotById(state, state.stage);
  for (const ballot of Object.values(state.ballots)) {
    // A poll beside the hall is answered by whoever wants to; the hall does not look at it.
    if (ballot.background || ballot.opened_at_ms === null || ballot.opened_at_ms === undefined) continue;
    if (stage === null || isLater(ballot, stage)) stage = ballot;
  }
  return stage;
}

/** @param {Ballot} a @param {Ballot} b */
function isLater(a, b) {
  if (isLive(a) !== isLive(b)) return isLive(a);
  return ((a.opened_at_ms ?? 0) - (b.opened_at_ms ?? 0) || a.number - b.number || a.round - b.round) > 0;
}

/**
 * Whose turn it is: what the ballot said, or a call since then.
 * @param {State} state @param {Ballot} ballot @returns {import('./frames.js').Roll|null}
 */
export function rollOf({ roll, seqs }, ballot) {
  const newer = roll?.ballot === ballot.id && (seqs.roll ?? 0) >= (seqs[`ballot:${ballot.id}`] ?? 0);
  return newer ? roll : ballot.roll ?? null;
}
/** Open polls beside the hall, in the order of the agenda. @param {State} state @returns {Ballot[]} */
export const pollsBeside = (state) => ballotsInOrder(state).filter((ballot) => ballot.background && isLive(ballot));

/** Voting has begun and is not over. @param {Ballot} ballot */
export const isLive = (ballot) => ballot.phase === 'open' || ballot.phase === 'suspended';

/** All ballots this face knows, in the order of the agenda. @param {State} state @returns {Ballot[]} */
export const ballotsInOrder = (state) =>
  Object.values(state.ballots).sort((a, b) => a.number - b.number || a.round - b.round || (a.id < b.id ? -1 : 1));
