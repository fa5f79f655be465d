// @ts-check
// Rooms as people type them, and numbers as people list them.

/** @typedef {import('../shared/frames.js').Room} Room */

/** One room a line: id | name | delegation, delegation. @param {Room[]} rooms */
export const roomsText = (rooms) => rooms.map(({ id, title, delegations }) => [id, title, delegations.join('、')].join(' | ')).join('\n');

/** @param {string} text @returns {{rooms: Room[], bad: number|null}} bad: the first line that is not of the form, from 1 */
export function parseRooms(text) {
  /** @type {Room[]} */
  const rooms = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [id = '', title = '', delegations = ''] = line.split(/[|｜]/).map((cell) => cell.trim());
    if (!/^[a-z0-9_-]{1,40}$/.test(id) || title === '') return { rooms: [], bad: at + 1 };
    rooms.push({ id, title, delegations: delegations.split(/[、,，]/).map((name) => name.trim()).filter(Boolean) });
  }
  return { rooms, bad: null };
}

/**
 * People of the roster by their numbers.
 * @param {import('../shared/frames.js').RosterEntry[]} roster @param {string} text
 * @returns {{ids: string[], unknown: string[]}}
 */
export function findNumbers(roster, text) {
  const numbers = [...new Set(text.split(/[\s,，、]+/).filter(Boolean))];
  const known = new Map(roster.map(({ id, number }) => [number, id]));
  return {
    ids: numbers.flatMap((number) => known.get(number) ?? []),
    unknown: numbers.filter((number) => !known.has(number)),
  };
}
