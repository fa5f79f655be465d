// @ts-check
// The receipts of one person on this device, newest first. They outlive the sitting's pages, so that a record can be
// checked later; of a secret ballot they hold nothing that depends on the choice.
import { receiptSignature } from './signatures.js';
import { keep, recall } from './storage.js';
import { signal } from './ui.js';

/** @typedef {import('./frames.js').Receipt} Receipt */
/**
 * @typedef {Receipt & {title: string, secret: boolean, check?: 'good'|'bad'|'none'|'differs'}} Kept
 *   check: of the signature, `none` where there is none; `differs`: it is of another content than was sent
 */

/** Receipts kept for one person in one sitting; the oldest goes when one more comes. */
export const RECEIPTS_MAX = 60;
/** People in sittings whose receipts one device keeps. */
export const OWNERS_MAX = 8;
const OWNERS = 'plenum.receipts';

/** @param {{sitting: string, delegate: string}} whose */
export function receiptStore({ sitting, delegate }) {
  const key = `${OWNERS}.${sitting}.${delegate}`;
  const all = signal(readKept(key));

  function write(/** @type {Kept[]} */ next) {
    all.value = next.slice(0, RECEIPTS_MAX);
    const owners = [key, ...readOwners().filter((other) => other !== key)];
    for (const gone of owners.slice(OWNERS_MAX)) keep(gone, null);
    keep(OWNERS, JSON.stringify(owners.slice(0, OWNERS_MAX)));
    keep(key, JSON.stringify(all.value));
  }

  return {
    all,
    /** @param {Kept} receipt fields that it does not know are not kept */
    add({ ballot, cast_id, revision, seq, at_ms, hash, content, key: signer, signature, title, secret, check }) {
      const receipt = { ballot, cast_id, revision, seq, at_ms, hash, content, key: signer, signature, title, secret, ...(check ? { check } : {}) };
      write([receipt, ...all.value.filter((other) => other.hash !== hash)]);
    },
    /** Checks the signatures that were not checked yet: some milliseconds each. */
    checkAll() {
      if (all.value.every((receipt) => receipt.check)) return;
      write(all.value.map((receipt) => (receipt.check ? receipt : { ...receipt, check: receiptSignature(sitting, receipt) })));
    },
    /** The receipt of this entry of the record. @param {string} hash @returns {Kept|null} */
    find: (hash) => all.value.find((receipt) => receipt.hash === hash) ?? null,
  };
}

/** Everything that is kept on this device, by sitting and person. @returns {{sitting: string, receipts: Kept[]}[]} */
export const allReceipts = () => readOwners().map((key) => ({ sitting: key.slice(OWNERS.length + 1).split('.')[0], receipts: readKept(key) }));

/** @returns {string[]} */
function readOwners() {
  const keys = parse(recall(OWNERS));
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
}

/** @param {string} key @returns {Kept[]} */
function readKept(key) {
  const list = parse(recall(key));
  return Array.isArray(list) ? list.filter((each) => typeof each?.hash === 'string' && typeof each.cast_id === 'string' && Number.isSafeInteger(each.seq)) : [];
}

/** @param {string|null} text */
function parse(text) {
  try { return JSON.parse(text ?? 'null'); } catch { return null; }
}
