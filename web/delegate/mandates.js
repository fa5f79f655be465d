// @ts-check
// The mandates of a holder: the own vote and that of each principal, every one with its own state. Pure.
import { slotFor, splitSlot } from '../shared/cast.js';
import { voteOn } from './scene.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Mandate} Mandate */
/** @typedef {import('../shared/frames.js').Paper} Paper */
/** @typedef {import('../shared/frames.js').Person} Person */
/** @typedef {import('./scene.js').Known} Known */
/** @typedef {{slot: string, person: Person|null, self: boolean, weight: string|null, inPerson: boolean, vote: import('./scene.js').Vote}} Line
 *   inPerson: the principal has voted in person, which stands */
/**
 * @typedef {object} Held
 * @property {Line[]} lines the own vote first, then the principals in the order in which a split deals them out
 * @property {number} mandates that a split deals out: the principals who have not voted in person, and the own one
 * @property {boolean} splitting an act for all is on its way
 * @property {import('../shared/frames.js').Refusal|null} refusal of the last act for all
 * @property {boolean} full so many votes are on their way that one more has to wait
 */

/** Votes on their way for principals, all together. */
export const MANDATES_ON_THE_WAY = 15;

/** @param {Ballot} ballot @param {Known} known @returns {Held} */
export function heldIn(ballot, known) {
  const { state, pending, outcomes } = known;
  const own = state.own?.ballot === ballot.id ? state.own : null;
  const mandates = own?.mandates ?? [];
  const self = {
    slot: ballot.id, person: state.welcome?.actor.person ?? null, self: true, weight: own?.weight ?? null, inPerson: false,
    vote: voteOn(ballot, known),
  };
  return {
    lines: [self, ...mandates.map((mandate) => lineOf(ballot, mandate, known))],
    mandates: mandates.filter((mandate) => !inPerson(mandate)).length + 1,
    splitting: splitSlot(ballot.id) in pending,
    refusal: outcomes[splitSlot(ballot.id)]?.refusal ?? null,
    full: Object.keys(pending).length >= MANDATES_ON_THE_WAY,
  };
}

/** @param {Mandate} mandate */
const inPerson = ({ reason }) => reason === 'principal_has_voted';

/** @param {Ballot} ballot @param {Mandate} mandate @param {Known} known @returns {Line} */
function lineOf(ballot, mandate, known) {
  const slot = slotFor(ballot.id, mandate.principal.id);
  const { may_vote, vote, principal, weight } = mandate;
  const own = { ballot: ballot.id, present: true, may_vote, reason: null, vote };
  const only = (/** @type {Record<string, any>} */ bySlot) => (slot in bySlot ? { [ballot.id]: bySlot[slot] } : {});
  const { state, pending, outcomes, drafts, status } = known;
  const theirs = voteOn(ballot, {
    state: { ...state, own }, status, pending: only(pending), outcomes: only(outcomes), drafts: only(drafts),
  });
  // Whoever may vote again after the holder is the principal, not the holder.
  const once = theirs.recorded !== null && ballot.change_of_vote === 'first_wins';
  const line = { ...theirs, mayChange: theirs.mayChange && !once };
  return { slot, person: principal, self: false, weight, inPerson: inPerson(mandate), vote: line };
}

/** The shares of a split: those of nobody are left out. @param {{paper: Paper, count: number}[]} shares */
export const sharesOf = (shares) => shares.filter(({ count }) => count > 0);

/** What is wrong with the counts of a split: fewer or more than are held. @param {number[]} counts @param {number} mandates */
export const missing = (counts, mandates) => mandates - counts.reduce((sum, count) => sum + count, 0);

/** A whole number out of what was typed; anything else is none. @param {string} typed @param {number} max */
export function countOf(typed, max) {
  const count = /^\d{1,5}$/.test(typed.trim()) ? Number(typed) : 0;
  return Math.min(count, max);
}
