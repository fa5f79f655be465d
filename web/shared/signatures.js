// @ts-check
// What the server signs, and whether it did: checkpoints of the record and receipts of votes. Pure.
import { ed25519, hexToBytes } from '../vendor/noble.module.js';
import { base64, utf8 } from './bytes.js';

/** @typedef {{size: number, root: string, key: string, signature: string, note?: string}} Checkpoint root, key, signature in hex */
/** @typedef {import('./frames.js').Receipt} Receipt */

/**
 * Ed25519 of RFC 8032, the strict reading. False also for what is no key or no signature.
 * @param {{key: string, signature: string, text: string}} signed key and signature in hex
 */
export function isSigned({ key, signature, text }) {
  try {
    return ed25519.verify(hexToBytes(signature), utf8(text), hexToBytes(key), { zip215: false });
  } catch {
    return false;
  }
}

/** The text of a checkpoint in the form of C2SP: log, size, root. @param {string} sitting @param {{size: number, root: string}} checkpoint */
export const checkpointText = (sitting, { size, root }) => `plenum/${sitting}\n${size}\n${base64(hexToBytes(root))}\n`;

/** The text of a receipt: the act, what it holds, and its place. @param {string} sitting @param {Receipt} receipt */
export const receiptText = (sitting, { ballot, cast_id, revision, content, seq, hash }) =>
  ['plenum receipt', sitting, ballot, cast_id, revision, content ?? '-', seq, hash, ''].join('\n');

/**
 * `none`: the server has no key. `bad`: it is not the signature of this receipt.
 * @param {string} sitting @param {Receipt} receipt @returns {'good'|'bad'|'none'}
 */
export function receiptSignature(sitting, receipt) {
  const { key, signature } = receipt;
  if (!key || !signature) return 'none';
  return isSigned({ key, signature, text: receiptText(sitting, receipt) }) ? 'good' : 'bad';
}
