// @ts-check
// A new draw from a list: what was typed, what is missing, and what is sent. Seats are computed by the server.
import { t } from '../shared/words.js';

/** @typedef {import('../shared/frames.js').Draw} Draw */
/** @typedef {'none'|'unit'|'level'|'unit_level'} By */
/**
 * @typedef {{title: string, condition: string, label: string, list: string, seats: string, by: By, minimum: string, substitutes: string,
 *   equal: 'lot'|'listed_order'|'larger_stratum', replaces: string|null, reason: string}} DrawDraft
 */
/** @typedef {{people: number, eligible: number, list_hash: string, strata: import('../shared/frames.js').Stratum[]}} Plan */

/** Bounds of the server, so that nobody types in vain. */
const SEATS_MAX = 200;
const SUBSTITUTES_MAX = 20;
/** Fewest digits that are called out. */
export const DIGITS_MIN = 6;
/** Largest list file, bytes: what one request may carry, with room for its escapes. */
export const LIST_BYTES_MAX = 6 * 1024 * 1024;
/** @type {By[]} */
export const BYS = ['unit', 'unit_level', 'level', 'none'];
export const EQUALS = ['lot', 'listed_order', 'larger_stratum'];

/** @returns {DrawDraft} */
export const emptyDraw = () => ({
  title: '', condition: '', label: '', list: '', seats: '', by: 'unit', minimum: '1', substitutes: '2', equal: 'lot', replaces: null, reason: '',
});

/** The draft of a draw that takes the place of another one. @param {Draw} draw @returns {DrawDraft} */
export const drawAgain = (draw) => ({
  ...emptyDraw(), title: draw.title, condition: draw.condition, seats: String(draw.rules.seats), minimum: String(draw.rules.minimum),
  substitutes: String(draw.rules.substitutes), equal: draw.rules.equal_remainders, by: byOf(draw.rules.strata), replaces: draw.id,
});

/** @param {string[]} strata @returns {By} */
const byOf = (strata) => (strata.length === 2 ? 'unit_level' : /** @type {By} */ (strata[0] ?? 'none'));

/** A whole number from a field, NaN where it is none. @param {string} text */
const whole = (text) => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

/** What is missing or wrong, in words. @param {DrawDraft} draft @returns {string[]} */
export function drawProblems(draft) {
  const found = [];
  if (draft.title.trim() === '') found.push(t('draw.need_title'));
  if (draft.list.trim() === '') found.push(t('draw.need_list'));
  const seats = whole(draft.seats);
  if (!(seats >= 1 && seats <= SEATS_MAX)) found.push(t('draw.need_seats', { max: SEATS_MAX }));
  if (!(whole(draft.minimum) >= 0)) found.push(t('draw.need_minimum'));
  const substitutes = whole(draft.substitutes);
  if (!(substitutes >= 0 && substitutes <= SUBSTITUTES_MAX)) found.push(t('draw.need_substitutes', { max: SUBSTITUTES_MAX }));
  if (draft.replaces && draft.reason.trim() === '') found.push(t('draw.need_reason'));
  return found;
}

/** The body of the calls that plan and commit. @param {DrawDraft} draft */
export const drawBody = (draft) => ({
  title: draft.title.trim(), condition: draft.condition.trim(), label: draft.label.trim(), list: draft.list,
  seats: whole(draft.seats), strata: draft.by === 'none' ? [] : draft.by.split('_'), minimum: whole(draft.minimum),
  substitutes: whole(draft.substitutes), equal_remainders: draft.equal, replaces: draft.replaces,
  reason: draft.replaces ? draft.reason.trim() : '',
});

/** How many digits stand in the field; other characters divide groups or are refused by the server. @param {string} text */
export const digitCount = (text) => (text.match(/[0-9０-９]/g) ?? []).length;

/** Draws by number, the newest first. @param {Draw[]} draws */
export const newestFirst = (draws) => [...draws].sort((a, b) => b.number - a.number);

/** Whether a person drawn can still be replaced: the next of the same stratum, or none. @param {Draw} draw @param {string} number */
export function nextFor(draw, number) {
  if (draw.superseded_by) return null;
  const stratum = draw.strata.find(({ drawn }) => drawn.some((person) => person.number === number));
  return stratum?.substitutes[0] ?? null;
}

/** Everybody who stands now, in the order of the paper. @param {Draw} draw */
export const standing = (draw) => draw.strata.flatMap(({ drawn }) => drawn);
