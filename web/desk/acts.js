// @ts-check
// What this desk may do with a ballot, by role and phase. The server decides; here it is only offered.

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {'operator'|'scrutineer'|'other'} Role */
/** @typedef {'ready'|'unready'|'cancel'|'runoff'|'again'|'edit'} Act */

/** @param {import('../shared/state.js').State} state @returns {Role} */
export function roleOf(state) {
  const role = state.welcome?.actor.role;
  return role === 'operator' || role === 'scrutineer' ? role : 'other';
}

/** @param {Role} role @param {Ballot} ballot @returns {Act[]} */
export function ballotActs(role, ballot) {
  if (role !== 'operator') return [];
  switch (ballot.phase) {
    case 'draft': return ['ready', 'edit', 'cancel'];
    case 'ready': return ['unready', 'cancel'];
    case 'declared': return ballot.count?.outcome.tie ? ['runoff'] : [];
    case 'cancelled':
    case 'voided': return ['again'];
    default: return [];
  }
}

/** Counted ballots that wait for the scrutineers. @param {Ballot[]} ballots */
export const toCertify = (ballots) => ballots.filter((ballot) => ballot.phase === 'counted' && ballot.certification && ballot.count);

/** Counts that were certified, newest first. @param {Ballot[]} ballots */
export const certifiedBefore = (ballots) =>
  ballots.filter((ballot) => ballot.certification && ballot.count && (ballot.phase === 'certified' || ballot.phase === 'declared')).reverse();
