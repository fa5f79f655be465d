// @ts-check
// The tree of RFC 6962 over a record: whether one record is in it, shown by a few hashes instead of the whole record. Pure.
import { concatBytes, sha256 } from '../vendor/noble.module.js';

/** What stands before a record, and before two hashes, so that neither can be taken for the other. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
/** A record longer than 2^53 does not exist, so no proof has more steps. */
const STEPS_MAX = 53;

/** @param {Uint8Array} bytes the exact bytes of a record */
export const leafHash = (bytes) => sha256(concatBytes(LEAF, bytes));
/** @param {Uint8Array} left @param {Uint8Array} right */
export const nodeHash = (left, right) => sha256(concatBytes(NODE, left, right));

/**
 * The root that an inclusion proof leads to (RFC 9162, 2.1.3.2); null where the proof does not have the length that index
 * and size ask for.
 * @param {{index: number, size: number, leaf: Uint8Array, path: Uint8Array[]}} proof index from 0, below size
 * @returns {Uint8Array|null}
 */
export function rootFrom({ index, size, leaf, path }) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size || path.length > STEPS_MAX) return null;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      // The last node of a level without a neighbour moves up as it is.
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}
