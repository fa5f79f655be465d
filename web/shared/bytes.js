// @ts-check
// Bytes and the texts they are written as.
import { hexToBytes } from '../vendor/noble.module.js';

export const EMPTY = new Uint8Array(0);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const encoder = new TextEncoder();
/** @param {string} text @returns {Uint8Array} */
export const utf8 = (text) => encoder.encode(text);

/** Big endian. @param {number} number 0 to 2³²−1, below 256^length @param {1|2|4} length */
export function numberBytes(number, length) {
  if (!Number.isInteger(number) || number < 0 || number >= 256 ** length) throw new Error(`not a number of ${length} bytes`);
  return Uint8Array.from({ length }, (_, at) => (number >>> (8 * (length - 1 - at))) & 0xff);
}

/** The 16 bytes of a UUID in lower case. @param {string} text */
export function uuidBytes(text) {
  if (!UUID.test(text)) throw new Error('not a UUID');
  return hexToBytes(text.replaceAll('-', ''));
}

/** base64 of RFC 4648 §4. @param {Uint8Array} bytes a few kilobytes at most */
export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** Throws for anything that is not base64url without padding. @param {string} text @returns {Uint8Array} */
export function fromBase64url(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  if (base64url(bytes) !== text) throw new Error('not base64url');
  return bytes;
}

/** base64url of RFC 4648 §5 without padding. @param {Uint8Array} bytes a few kilobytes at most */
export const base64url = (bytes) => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
