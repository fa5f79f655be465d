// @ts-check
// Papers that were begun and not submitted, kept on the device: a push never touches them, a reload does not lose them.
import { keep, recall } from '../shared/storage.js';
import { signal } from '../shared/ui.js';

/** @typedef {import('../shared/frames.js').Paper} Paper */

/** Drafts kept on one device; the oldest goes when one more comes. */
export const DRAFTS_MAX = 20;
const INDEX = 'plenum.drafts';

/** @param {{sitting: string, delegate: string}} whose */
export function draftStore({ sitting, delegate }) {
  const prefix = `plenum.draft.${sitting}.${delegate}.`;
  const keyOf = (/** @type {string} */ ballot) => prefix + ballot;
  const drafts = signal(/** @type {Record<string, Paper>} */ (readAll(prefix)));

  return {
    /** By ballot. */
    drafts,
    /** @param {string} ballot @param {Paper} paper */
    set(ballot, paper) {
      drafts.value = { ...drafts.value, [ballot]: paper };
      const order = [...index().filter((key) => key !== keyOf(ballot)), keyOf(ballot)];
      for (const key of order.slice(0, -DRAFTS_MAX)) keep(key, null);
      keep(INDEX, JSON.stringify(order.slice(-DRAFTS_MAX)));
      keep(keyOf(ballot), JSON.stringify(paper));
    },
    /** @param {string} ballot */
    remove(ballot) {
      if (!(ballot in drafts.value)) return;
      const { [ballot]: _, ...rest } = drafts.value;
      drafts.value = rest;
      keep(keyOf(ballot), null);
      keep(INDEX, JSON.stringify(index().filter((key) => key !== keyOf(ballot))));
    },
  };
}

/** @returns {string[]} keys of all drafts on the device, oldest first */
function index() {
  const keys = parse(recall(INDEX));
  return Array.isArray(keys) ? keys : [];
}

/** @param {string} prefix */
function readAll(prefix) {
  const mine = index().filter((key) => key.startsWith(prefix));
  return Object.fromEntries(mine.map((key) => [key.slice(prefix.length), parse(recall(key))]).filter(([, paper]) => paper));
}

/** @param {string|null} text */
function parse(text) {
  try { return JSON.parse(text ?? 'null'); } catch { return null; }
}
