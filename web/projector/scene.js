// @ts-check
// Which picture the hall sees, decided from the state alone.

import { isOneCell } from '../shared/cells.js';
import { isLive, stageBallot } from '../shared/state.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {'idle'|'voting'|'suspended'|'counting'|'waiting'|'result'|'voided'|'draw'} Scene */

/**
 * @param {import('../shared/state.js').State} state
 * @returns {{scene: Scene, ballot: Ballot|null, draw?: import('../shared/frames.js').Draw}}
 */
export function sceneOf(state) {
  const ballot = stageBallot(state);
  // The server names a draw only while it is what the hall looks at; an open ballot is always newer.
  const [draw] = state.draws;
  if (draw && !(ballot && isLive(ballot))) return { scene: 'draw', ballot: null, draw };
  if (ballot === null) return { scene: 'idle', ballot: null };
  switch (ballot.phase) {
    case 'open': return { scene: 'voting', ballot };
    case 'suspended': return { scene: 'suspended', ballot };
    case 'closed': return { scene: 'counting', ballot };
    case 'counted':
    case 'certified':
      // A face holds the count only where the rules already show it.
      return { scene: ballot.count === null ? 'waiting' : 'result', ballot };
    case 'declared': return { scene: ballot.count === null ? 'waiting' : 'result', ballot };
    case 'voided': return { scene: 'voided', ballot };
    default: return { scene: 'idle', ballot: null };
  }
}

/**
 * The running totals that the hall may see: of a secret ballot only where its rules say so by name.
 * @param {import('../shared/state.js').State} state @param {Ballot} ballot
 */
export function tallyOf({ tally }, ballot) {
  const allowed = ballot.show_while_open === 'tally' && (ballot.secrecy !== 'secret' || ballot.live_tally_in_secret);
  return allowed && tally?.ballot === ballot.id ? tally : null;
}

/** @typedef {'bars'|'selection'|'matrix'|'options'|'forms'|'no_result'} Picture */

/** How a count is drawn. @param {Ballot} ballot @returns {Picture} */
export function pictureOf(ballot) {
  const kind = ballot.count?.outcome.kind;
  if (kind === 'no_result') return 'no_result';
  if (kind === 'selection') return 'selection';
  if (ballot.form.kind === 'picks') return 'options';
  if (ballot.form.kind !== 'marks') return 'forms';
  return isOneCell(ballot.form) && kind !== 'quota' ? 'bars' : 'matrix';
}

/** The figure a face may show beside the votes: those who may vote. @param {Ballot} ballot @param {import('../shared/state.js').State} state */
export function eligibleOf(ballot, state) {
  if (ballot.count) return ballot.count.turnout.eligible;
  return state.turnout?.ballot === ballot.id ? state.turnout.eligible : null;
}
