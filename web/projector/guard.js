// @ts-check
// The hall never sees a smaller number of votes than it saw before. Votes are only ever added to an open ballot, so a
// smaller figure can only be an older one; it is not shown. A new epoch (a restored record) starts afresh: there a
// larger old number would be the wrong one. Figures per choice are not guarded, a changed vote moves between them.

/** @typedef {{epoch: string|null, ballot: string|null, voted: number}} Guard */

/** @returns {Guard} */
export const emptyGuard = () => ({ epoch: null, ballot: null, voted: 0 });

/**
 * @param {Guard} guard what was shown last
 * @param {string|null} epoch
 * @param {string} ballot the ballot on the screen
 * @param {number|null} voted the newest figure, null where none came yet
 * @returns {Guard} what to show and to remember
 */
export function raise(guard, epoch, ballot, voted) {
  const same = guard.epoch === epoch && guard.ballot === ballot;
  const shown = Math.max(same ? guard.voted : 0, voted ?? 0);
  return same && shown === guard.voted ? guard : { epoch, ballot, voted: shown };
}
