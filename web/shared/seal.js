// @ts-check
// The sealed envelope of a secret ballot: the paper under the key of the ballot, bound to the question, the ballot, the
// person and the revision, and as long as every other paper of that ballot.
import { bytesToHex, concatBytes, hexToBytes, sha256 } from '../vendor/noble.module.js';
import { base64url, numberBytes, utf8, uuidBytes } from './bytes.js';
import { seal } from './hpke.js';
import { LENGTH_BYTES, paperText } from './paper-index.js';

/**
 * @typedef {object} Address what an envelope is bound to
 * @property {string} publicKey of the ballot, hex
 * @property {string} ballot UUID
 * @property {string} delegate UUID
 * @property {number} revision from 1
 */

/** The only suite there is: HPKE with X25519, HKDF-SHA256 and ChaCha20-Poly1305. */
export const SUITE_ID = 1;
const INFO = utf8('plenum envelope 1');

/**
 * @param {Address & {manifest: string, padLen: number, paper: import('./paper-index.js').IndexPaper, seed?: Uint8Array}} options
 *   manifest: the exact text; seed: given by tests only
 * @returns {{envelope: string, hash: string}} base64url, and its SHA-256 in hex, which the receipt must name
 */
export const sealPaper = ({ manifest, paper, ...rest }) =>
  sealText({ ...rest, manifestHash: sha256(utf8(manifest)), text: paperText(paper) });

/** @param {Address & {manifestHash: Uint8Array, padLen: number, text: string, seed?: Uint8Array}} options */
export function sealText({ publicKey, manifestHash, padLen, text, seed, ...bound }) {
  const sealed = seal({ publicKey: hexToBytes(publicKey), info: INFO, aad: additionalData(manifestHash, bound), plaintext: pad(text, padLen), seed });
  return { envelope: base64url(sealed), hash: bytesToHex(sha256(sealed)) };
}

/** @param {Uint8Array} manifestHash @param {{ballot: string, delegate: string, revision: number}} bound */
export function additionalData(manifestHash, { ballot, delegate, revision }) {
  return concatBytes(manifestHash, uuidBytes(ballot), uuidBytes(delegate), numberBytes(revision, 4));
}

/** The length, the text, zeros. @param {string} text @param {number} padLen bytes in all */
export function pad(text, padLen) {
  const bytes = utf8(text);
  if (bytes.length > padLen - LENGTH_BYTES) throw new Error('the paper is longer than its envelope');
  const padded = new Uint8Array(padLen);
  padded.set(numberBytes(bytes.length, 2));
  padded.set(bytes, LENGTH_BYTES);
  return padded;
}
