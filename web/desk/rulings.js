// @ts-check
// The scrutineers' ruling on names written in: what each name counts as. Pure.
import { byCodePoint, cleanName } from '../shared/paper-index.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').ReadName} ReadName */
/**
 * @typedef {{as: ''|'own'|'same'|'other'|'listed'|'invalid', value: string}} Said
 *   own: counts under the name itself; same: the person of another line (value: that name); other: the person of a name
 *   that nobody wrote this way (value); listed: a candidate (value: id); invalid: for a reason (value)
 */

/** Ballots whose names wait for a ruling. @param {Ballot[]} ballots */
export const toRule = (ballots) => ballots.filter((ballot) => ballot.write_ins?.waiting && ballot.write_ins.names);

/** Names to rule on; those that name a candidate exactly rule themselves. @param {Ballot} ballot @returns {ReadName[]} */
export const namesToRule = ({ write_ins }) => (write_ins?.names ?? []).filter(({ automatic }) => !automatic);

/** @param {Record<string, Said>} said @param {string} name @returns {Said} */
export const saidOf = (said, name) => said[name] ?? { as: '', value: '' };

/**
 * What one name counts as, null while that is not said. Whoever is the person of another line is ruled as that line is:
 * a candidate, invalid, or somebody else again.
 * @param {Record<string, Said>} said @param {string} name @param {string[]} [asked] lines that lead here; in a circle nothing is said
 * @returns {import('../shared/frames.js').RuledAs|null}
 */
function ruledAs(said, name, asked = []) {
  const { as, value } = saidOf(said, name);
  switch (as) {
    case 'own': return { person: name };
    case 'same': return value && ![...asked, name].includes(value) ? ruledAs(said, value, [...asked, name]) : null;
    case 'other': { const person = cleanName(value); return person ? { person } : null; }
    case 'listed': return value ? { listed: value } : null;
    case 'invalid': return value.trim() ? { invalid: value.trim() } : null;
    default: return null;
  }
}

/**
 * All rulings in the order of the record; null while one is missing.
 * @param {Ballot} ballot @param {Record<string, Said>} said
 * @returns {{name: string, as: import('../shared/frames.js').RuledAs}[]|null}
 */
export function rulings(ballot, said) {
  const names = namesToRule(ballot).map(({ name }) => name).sort(byCodePoint);
  const ruled = names.map((name) => ({ name, as: ruledAs(said, name) }));
  return ruled.every(({ as }) => as !== null) ? /** @type {any} */ (ruled) : null;
}

/** How many names are still without a ruling. @param {Ballot} ballot @param {Record<string, Said>} said */
export const missingRulings = (ballot, said) => namesToRule(ballot).filter(({ name }) => ruledAs(said, name) === null).length;
