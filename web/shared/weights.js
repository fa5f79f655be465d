// @ts-check
// Weighed figures come as integers in units of 10^-decimals. Here they become votes, once and for every face: at most
// fifteen digits, so the number is written as the decimal it is. Nothing is decided by it. Heads stay what they are.

/** @typedef {import('./frames.js').Ballot} Ballot */
/** @typedef {import('./frames.js').Count} Count */
/** @typedef {import('./frames.js').Needed} Needed */
/** @typedef {(units: any) => any} InVotes of a number; anything else is left alone */

/** Figures of a row, of the tally or of an outcome. */
const FIGURES = ['votes', 'against', 'blank', 'invalid', 'recused', 'valid', 'base_count', 'needed'];
/** The same of what was needed. */
const NEEDED = ['votes', 'base_count', 'needed', 'more'];

/** @param {Pick<Ballot, 'weights'>|null|undefined} ballot @returns {InVotes|null} null where figures are votes already */
function inVotesOf(ballot) {
  const decimals = ballot?.weights?.decimals ?? 0;
  if (decimals === 0) return null;
  const unit = 10 ** decimals;
  return (units) => (typeof units === 'number' ? units / unit : units);
}

/** @template T @param {T} of @param {string[]} names @param {InVotes} inVotes @returns {T} */
function figures(of, names, inVotes) {
  const changed = /** @type {Record<string, any>} */ ({});
  for (const name of names) {
    const value = /** @type {any} */ (of)[name];
    if (typeof value === 'number') changed[name] = inVotes(value);
    else if (value && typeof value === 'object') changed[name] = each(value, inVotes);
  }
  if (Array.isArray(/** @type {any} */ (of).criteria)) changed.criteria = rowsOf(/** @type {any} */ (of).criteria, inVotes);
  return { .../** @type {any} */ (of), ...changed };
}

/** @param {Record<string, any>} values @param {InVotes} inVotes */
const each = (values, inVotes) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inVotes(value)]));

/** @template T @param {T[]|undefined} rows @param {InVotes} inVotes @returns {any} */
const rowsOf = (rows, inVotes) => rows?.map((row) => figures(row, FIGURES, inVotes));

/** @param {Needed|null|undefined} needed @param {InVotes} inVotes @returns {any} */
const neededOf = (needed, inVotes) => needed && figures(needed, NEEDED, inVotes);

/** @param {Count} count @param {InVotes} inVotes @returns {Count} */
function countOf(count, inVotes) {
  const { outcome, rows, weights } = count;
  return {
    ...count, rows: rowsOf(rows, inVotes), weights: weights && /** @type {any} */ (each(weights, inVotes)),
    outcome: {
      ...outcome, ...(outcome.rows ? { rows: rowsOf(outcome.rows, inVotes) } : {}),
      ...(outcome.needed ? { needed: neededOf(outcome.needed, inVotes) } : {}),
    },
  };
}

/** A ballot with its figures in votes. @param {Ballot} ballot @returns {Ballot} */
export function ballotInVotes(ballot) {
  const inVotes = inVotesOf(ballot);
  if (!inVotes) return ballot;
  return {
    ...ballot, needed: neededOf(ballot.needed, inVotes), still_needed: neededOf(/** @type {any} */ (ballot.still_needed), inVotes),
    count: ballot.count && countOf(ballot.count, inVotes),
  };
}

/** A running tally, of this ballot. @param {import('./frames.js').Tally|null} tally @param {Ballot|undefined} ballot */
export function tallyInVotes(tally, ballot) {
  const inVotes = inVotesOf(ballot);
  return tally && inVotes ? { ...tally, rows: rowsOf(tally.rows, inVotes) } : tally;
}

/** A turnout, of this ballot: heads, beside what is still needed. @param {import('./frames.js').Turnout|null} turnout @param {Ballot|undefined} ballot */
export function turnoutInVotes(turnout, ballot) {
  const inVotes = inVotesOf(ballot);
  return turnout?.still_needed && inVotes ? { ...turnout, still_needed: neededOf(/** @type {any} */ (turnout.still_needed), inVotes) } : turnout;
}

/** Valid papers, or what they weigh: the whole that bars are drawn of. @param {Count} count in votes */
export const validOf = (count) => count.weights?.valid_papers ?? count.papers.valid;

/** Votes neither for nor against, of this count in votes; exact again after the subtraction. @param {Pick<Ballot, 'weights'>} ballot
 *  @param {Count} count @param {number} votes @param {number} against */
export const silentOf = ({ weights }, count, votes, against) => Number((validOf(count) - votes - against).toFixed(weights?.decimals ?? 0));
