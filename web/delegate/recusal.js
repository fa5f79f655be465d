// @ts-check
// The paper of somebody who is recused from some of its rows: the same paper without them. Pure.

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Item} Item */
/** @typedef {import('../shared/frames.js').Own} Own */

/** Where the items of a form stand. @type {Record<string, string>} */
const ITEMS = { marks: 'rows', scores: 'rows', picks: 'options', ranks: 'options', text: 'questions' };

/** @type {WeakMap<Ballot, {rows: string, mine: Ballot}>} a view never changes, and whoever compares it should find the same one */
const known = new WeakMap();

/** @param {Ballot} ballot @returns {Item[]} rows, options or questions */
export const itemsOf = ({ form }) => /** @type {any} */ (form)[ITEMS[form.kind]];

/** The rows that this person takes no part in, in paper order. @param {Ballot} ballot @param {Own|null} own @returns {Item[]} */
export function recusedItems(ballot, own) {
  const rows = own?.recused?.rows ?? [];
  return itemsOf(ballot).filter((item) => rows.includes(item.id));
}

/** Items keep the number that is printed beside them when others are left out. @type {WeakMap<Item, number>} */
const numbers = new WeakMap();

/** The number of an item on the paper. @param {Item[]} items @param {Item} item */
export const numberOf = (items, item) => numbers.get(item) ?? items.indexOf(item) + 1;

/**
 * The ballot as this person fills it in. Where nobody is recused, the ballot itself.
 * @param {Ballot} ballot @param {Own|null} own @returns {Ballot}
 */
export function forMe(ballot, own) {
  const left_out = recusedItems(ballot, own).map((item) => item.id);
  if (left_out.length === 0) return ballot;
  const before = known.get(ballot);
  if (before?.rows === left_out.join()) return before.mine;
  itemsOf(ballot).forEach((item, at) => numbers.set(item, at + 1));
  const items = itemsOf(ballot).filter((item) => !left_out.includes(item.id));
  const form = { ...ballot.form, [ITEMS[ballot.form.kind]]: items, reduced: true };
  const lines = 'write_ins' in form ? form.write_ins?.max ?? 0 : 0;
  if ('max' in form && 'options' in form) form.max = Math.min(form.max, items.length + lines);
  if (form.kind === 'marks') {
    // Of rows that are left out nothing is owed.
    form.quotas = form.quotas.map((quota) => ({ ...quota, min: Math.max(0, (quota.min ?? 0) - left_out.length) }));
  }
  const mine = { ...ballot, form };
  known.set(ballot, { rows: left_out.join(), mine });
  return mine;
}
