// @ts-check
// Hybrid public key encryption, RFC 9180: base mode, one message for one key pair, with
// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305. The primitives are vendored, because `crypto.subtle`
// does not exist on a page that came without TLS.
import { chacha20poly1305, concatBytes, expand, extract, sha256, x25519 } from '../vendor/noble.module.js';
import { EMPTY, numberBytes, utf8 } from './bytes.js';

const KEM_ID = 0x0020;
const KDF_ID = 0x0001;
const AEAD_ID = 0x0003;
/** Bytes of a key and of the encapsulated key (Nsk, Npk, Nenc) and of the seed of a key pair. */
export const KEY_BYTES = 32;
/** Bytes of the tag behind the ciphertext (Nt). */
export const TAG_BYTES = 16;
const SECRET_BYTES = 32;
const NONCE_BYTES = 12;
const MODE_BASE = Uint8Array.of(0);

const VERSION = utf8('HPKE-v1');
const KEM_SUITE = concatBytes(utf8('KEM'), numberBytes(KEM_ID, 2));
const SUITE = concatBytes(utf8('HPKE'), numberBytes(KEM_ID, 2), numberBytes(KDF_ID, 2), numberBytes(AEAD_ID, 2));

/** §4 @param {Uint8Array} suite @param {Uint8Array} salt @param {string} label @param {Uint8Array} ikm */
const labeledExtract = (suite, salt, label, ikm) => extract(sha256, concatBytes(VERSION, suite, utf8(label), ikm), salt);

/** §4 @param {Uint8Array} suite @param {Uint8Array} prk @param {string} label @param {Uint8Array} info @param {number} length */
const labeledExpand = (suite, prk, label, info, length) =>
  expand(sha256, prk, concatBytes(numberBytes(length, 2), VERSION, suite, utf8(label), info), length);

/** DeriveKeyPair, §7.1.3. @param {Uint8Array} seed 32 random bytes @returns {{secretKey: Uint8Array, publicKey: Uint8Array}} */
export function deriveKeyPair(seed) {
  if (seed.length !== KEY_BYTES) throw new Error(`a seed has ${KEY_BYTES} bytes`);
  const secretKey = labeledExpand(KEM_SUITE, labeledExtract(KEM_SUITE, EMPTY, 'dkp_prk', seed), 'sk', EMPTY, KEY_BYTES);
  return { secretKey, publicKey: publicKeyOf(secretKey) };
}

/**
 * By the plain ladder: the library's own way first builds a table that takes longer than all the papers a tablet seals.
 * @param {Uint8Array} secretKey
 */
const publicKeyOf = (secretKey) => x25519.getSharedSecret(secretKey, x25519.GuBytes);

/** ExtractAndExpand, §4.1. @param {Uint8Array} dh @param {Uint8Array} enc @param {Uint8Array} publicKey */
function sharedSecret(dh, enc, publicKey) {
  const prk = labeledExtract(KEM_SUITE, EMPTY, 'eae_prk', dh);
  return labeledExpand(KEM_SUITE, prk, 'shared_secret', concatBytes(enc, publicKey), SECRET_BYTES);
}

/** KeySchedule of base mode, §5.1: without a pre-shared key. @param {Uint8Array} shared @param {Uint8Array} info */
export function keySchedule(shared, info) {
  const pskIdHash = labeledExtract(SUITE, EMPTY, 'psk_id_hash', EMPTY);
  const context = concatBytes(MODE_BASE, pskIdHash, labeledExtract(SUITE, EMPTY, 'info_hash', info));
  const secret = labeledExtract(SUITE, shared, 'secret', EMPTY);
  return {
    key: labeledExpand(SUITE, secret, 'key', context, KEY_BYTES),
    // The first and only message has sequence number 0, so its nonce is the base nonce as it is.
    nonce: labeledExpand(SUITE, secret, 'base_nonce', context, NONCE_BYTES),
  };
}

/** Encap, §4.1. @param {Uint8Array} publicKey @param {Uint8Array} seed */
export function encapsulate(publicKey, seed) {
  const { secretKey, publicKey: enc } = deriveKeyPair(seed);
  return { enc, shared: sharedSecret(x25519.getSharedSecret(secretKey, publicKey), enc, publicKey) };
}

/**
 * SealBase, §6.1: the encapsulated key, then the ciphertext with its tag.
 * @param {object} message
 * @param {Uint8Array} message.publicKey of the recipient
 * @param {Uint8Array} message.info what the key is for
 * @param {Uint8Array} message.aad what the ciphertext is bound to
 * @param {Uint8Array} message.plaintext
 * @param {Uint8Array} [message.seed] of the ephemeral key pair; given by tests only, never used twice
 */
export function seal({ publicKey, info, aad, plaintext, seed = crypto.getRandomValues(new Uint8Array(KEY_BYTES)) }) {
  const { enc, shared } = encapsulate(publicKey, seed);
  const { key, nonce } = keySchedule(shared, info);
  return concatBytes(enc, chacha20poly1305(key, nonce, aad).encrypt(plaintext));
}

/**
 * OpenBase, §6.1. Throws when anything differs from what was sealed. No face opens anything: this is for tests.
 * @param {{secretKey: Uint8Array, info: Uint8Array, aad: Uint8Array, sealed: Uint8Array}} message
 */
export function open({ secretKey, info, aad, sealed }) {
  const enc = sealed.subarray(0, KEY_BYTES);
  const shared = sharedSecret(x25519.getSharedSecret(secretKey, enc), enc, publicKeyOf(secretKey));
  const { key, nonce } = keySchedule(shared, info);
  return chacha20poly1305(key, nonce, aad).decrypt(sealed.subarray(KEY_BYTES));
}
