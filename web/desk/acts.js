// @ts-check
// What this desk may do with a ballot, by role and phase. The server decides; here it is only offered.
import { followUps, standingOf } from '../shared/standing.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {'operator'|'scrutineer'|'other'} Role */
/** @typedef {'ready'|'edit'|'unready'|'cancel'|'again'|'runoff'|'primary'|'further'|`follow_${import('../shared/frames.js').FollowUp['why']}`} Act */

/** @param {import('../shared/state.js').State} state @returns {Role} */
export function roleOf(state) {
  const role = state.welcome?.actor.role;
  return role === 'operator' || role === 'scrutineer' ? role : 'other';
}

/** @param {Role} role @param {Ballot} ballot @returns {Act[]} */
export function ballotActs(role, ballot) {
  if (role !== 'operator') return [];
  switch (ballot.phase) {
    // What an outcome says to the letter is not written by hand.
    case 'draft': return isExact(ballot) ? ['ready', 'cancel'] : ['ready', 'edit', 'cancel'];
    case 'ready': return ['unready', 'cancel'];
    case 'counted':
    case 'certified':
    case 'declared': return following(ballot);
    case 'cancelled':
    case 'voided': return ['again'];
    default: return [];
  }
}

/** @param {Ballot} ballot */
const isExact = ({ link }) => link?.why === 'run_off' || link?.why === 'second_round';

/** What follows from an outcome: the exact paper where there is one, else a paper to be filled with new names. @param {Ballot} ballot @returns {Act[]} */
function following(ballot) {
  const standing = standingOf(ballot);
  // Points and means name who is tied, and leave the rest to the desk.
  if (!standing) return ballot.phase === 'declared' && ballot.count?.outcome.tie ? ['runoff'] : [];
  const asked = followUps(ballot).map(({ why }) => /** @type {Act} */ (`follow_${why}`));
  const election = ballot.kind === 'election' && ballot.phase === 'declared';
  const nominees = election && standing.open > 0 && standing.shortfall_rule === 'second_round' && standing.follow_ups.every(({ why }) => why !== 'further_election');
  const list = election && !ballot.link && !ballot.count?.outcome.needed && !standing.tie;
  return [...asked, ...(nominees ? [/** @type {Act} */ ('further')] : []), ...(list ? [/** @type {Act} */ ('primary')] : [])];
}

/** Counted ballots that wait for the scrutineers. @param {Ballot[]} ballots */
export const toCertify = (ballots) => ballots.filter((ballot) => ballot.phase === 'counted' && ballot.certification && ballot.count);

/** Counts that were certified, newest first. @param {Ballot[]} ballots */
export const certifiedBefore = (ballots) =>
  ballots.filter((ballot) => ballot.certification && ballot.count && (ballot.phase === 'certified' || ballot.phase === 'declared')).reverse();
