// @ts-check
// Finding people in a roster of up to many thousand. Only the first rows are ever drawn; the search narrows.

/** @typedef {import('../shared/frames.js').RosterEntry} RosterEntry */
/** @typedef {'all'|'absent'|'present'|'offline'} Show */

/** Rows that are drawn at most. */
export const ROWS_MAX = 100;

/** @type {Record<Show, (person: RosterEntry) => boolean>} */
const SHOWN = {
  all: () => true,
  absent: (person) => !person.present,
  present: (person) => person.present,
  offline: (person) => person.present && !person.connected,
};

/**
 * Every word of the query must be found in number, name, delegation or seat; an exact number comes first.
 * @param {RosterEntry[]} roster
 * @param {string} query
 * @param {Show} show
 * @returns {{rows: RosterEntry[], n: number}} the first rows, and how many there are
 */
export function findPeople(roster, query, show) {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [];
  let n = 0;
  for (const person of roster) {
    if (!SHOWN[show](person)) continue;
    const text = `${person.number} ${person.name} ${person.delegation} ${person.seat}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    n += 1;
    if (words.length === 1 && person.number.toLowerCase() === words[0]) rows.unshift(person);
    else if (rows.length < ROWS_MAX) rows.push(person);
  }
  return { rows: rows.slice(0, ROWS_MAX), n };
}

/** 到会率 as a display string, 92.9 %. @param {number} present @param {number} expected */
export const shareText = (present, expected) => (expected > 0 ? `${((present / expected) * 100).toFixed(1)}%` : '–');
