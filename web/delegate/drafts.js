// @ts-check
// Papers that were begun and not submitted: a push never touches them. Those of a recorded ballot are kept on the device,
// so that a reload does not lose them. Those of a secret ballot live in this page alone and are gone with it: browsers
// write their storage to disk, and a tablet that is left behind must not tell what somebody chose.
import { keep, recall } from '../shared/storage.js';
import { signal } from '../shared/ui.js';

/** @typedef {import('../shared/frames.js').Paper} Paper */

/** Drafts kept on one device; the oldest goes when one more comes. */
export const DRAFTS_MAX = 20;
const INDEX = 'plenum.drafts';
/** Kinds of ballots whose choices stand in the record by name anyway. */
const KEPT = ['recorded', 'roll_call'];

/** @param {{sitting: string, delegate: string}} whose */
export function draftStore({ sitting, delegate }) {
  const prefix = `plenum.draft.${sitting}.${delegate}.`;
  const keyOf = (/** @type {string} */ ballot) => prefix + ballot;
  const drafts = signal(/** @type {Record<string, Paper>} */ (readAll(prefix)));
  /** @type {Set<string>} ballots whose drafts are in this page alone */
  const secret = new Set();

  /** @param {string} ballot */
  function unkeep(ballot) {
    const kept = index();
    if (!kept.includes(keyOf(ballot))) return;
    keep(keyOf(ballot), null);
    keep(INDEX, JSON.stringify(kept.filter((key) => key !== keyOf(ballot))));
  }

  /** @param {string} ballot */
  function remove(ballot) {
    if (!(ballot in drafts.value)) return;
    const { [ballot]: _, ...rest } = drafts.value;
    drafts.value = rest;
    secret.delete(ballot);
    unkeep(ballot);
  }

  return {
    /** By ballot. */
    drafts,
    /** @param {string} ballot @param {Paper} paper @param {'secret'|'recorded'|'roll_call'} secrecy */
    set(ballot, paper, secrecy) {
      drafts.value = { ...drafts.value, [ballot]: paper };
      if (!KEPT.includes(secrecy)) {
        secret.add(ballot);
        return unkeep(ballot);
      }
      const order = [...index().filter((key) => key !== keyOf(ballot)), keyOf(ballot)];
      for (const key of order.slice(0, -DRAFTS_MAX)) keep(key, null);
      keep(INDEX, JSON.stringify(order.slice(-DRAFTS_MAX)));
      keep(keyOf(ballot), JSON.stringify(paper));
    },
    remove,
    /** The page goes on without its person. */
    forgetSecret() { for (const ballot of [...secret]) remove(ballot); },
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
