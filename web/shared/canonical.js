// @ts-check
// Canonical JSON, as the record has it: RFC 8785 with integers within ±(2^53−1), ASCII keys and NFC strings only.
// Equal values have equal texts, so two texts are compared instead of two trees.

/** Deepest nesting of arrays and objects. */
export const DEPTH_MAX = 32;
const ASCII = /^[\0-\x7f]*$/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @param {unknown} value plain data @param {number} [depth] of the value @returns {string} throws for what has no canonical form */
export function canonicalText(value, depth = 0) {
  if (depth > DEPTH_MAX) throw new Error('nested too deeply');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item, depth + 1)).join(',')}]`;
  if (typeof value !== 'object') throw new Error('not canonical data');
  const fields = Object.entries(/** @type {object} */ (value)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (fields.some(([key]) => !ASCII.test(key))) throw new Error('a key that is not ASCII');
  return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item, depth + 1)}`).join(',')}}`;
}

/** @param {string} text */
function canonicalString(text) {
  if (LONE_SURROGATE.test(text) || text.normalize('NFC') !== text) throw new Error('a text that is not in normal form');
  return JSON.stringify(text);
}

/** The value of a text that is canonical to the last character; throws for any other. @param {string} text @returns {any} */
export function parseCanonical(text) {
  const value = JSON.parse(text);
  if (canonicalText(value) !== text) throw new Error('not canonical');
  return value;
}
