import test from 'node:test';
import assert from 'node:assert/strict';
import { bytesToHex as hex, hexToBytes as bytes } from '../../vendor/noble.module.js';
import { deriveKeyPair, encapsulate, keySchedule, KEY_BYTES, open, seal, TAG_BYTES } from '../hpke.js';

/** RFC 9180, appendix A.2.1: base setup, and the first encryption of A.2.1.1. */
const A21 = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  ikmE: '909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b',
  pkEm: '1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a',
  skEm: 'f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600',
  ikmR: '1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df',
  pkRm: '4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a',
  skRm: '8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb',
  sharedSecret: '0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7',
  key: 'ad2744de8e17f4ebba575b3f5f5a8fa1f69c2a07f6e7500bc60ca6e3e3ec1c91',
  baseNonce: '5c4d98150661b848853b547f',
  pt: '4265617574792069732074727574682c20747275746820626561757479',
  aad: '436f756e742d30',
  ct: '1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28',
};
const message = { publicKey: bytes(A21.pkRm), info: bytes(A21.info), aad: bytes(A21.aad), plaintext: bytes(A21.pt) };
const received = { secretKey: bytes(A21.skRm), info: message.info, aad: message.aad };

test('key_pairs_are_derived_as_in_the_rfc', () => {
  for (const [seed, secretKey, publicKey] of [[A21.ikmE, A21.skEm, A21.pkEm], [A21.ikmR, A21.skRm, A21.pkRm]]) {
    const pair = deriveKeyPair(bytes(seed));
    assert.equal(hex(pair.secretKey), secretKey);
    assert.equal(hex(pair.publicKey), publicKey);
  }
  assert.throws(() => deriveKeyPair(new Uint8Array(31)), /32 bytes/);
});

test('each_step_gives_what_the_rfc_gives', () => {
  const { enc, shared } = encapsulate(bytes(A21.pkRm), bytes(A21.ikmE));
  assert.equal(hex(enc), A21.pkEm);
  assert.equal(hex(shared), A21.sharedSecret);
  const { key, nonce } = keySchedule(shared, bytes(A21.info));
  assert.equal(hex(key), A21.key);
  assert.equal(hex(nonce), A21.baseNonce);
});

test('the_sealed_message_is_the_one_of_the_rfc_and_opens_again', () => {
  const sealed = seal({ ...message, seed: bytes(A21.ikmE) });
  assert.equal(hex(sealed), A21.pkEm + A21.ct);
  assert.deepEqual(open({ ...received, sealed }), message.plaintext);
});

test('every_seal_draws_its_own_key_pair', () => {
  const [one, two] = [seal(message), seal(message)];
  assert.equal(one.length, KEY_BYTES + message.plaintext.length + TAG_BYTES);
  assert.notDeepEqual(one.subarray(0, KEY_BYTES), two.subarray(0, KEY_BYTES));
  assert.notDeepEqual(one.subarray(KEY_BYTES), two.subarray(KEY_BYTES));
  for (const sealed of [one, two]) assert.deepEqual(open({ ...received, sealed }), message.plaintext);
});

test('nothing_that_was_touched_opens', () => {
  const sealed = seal(message);
  for (const at of [0, KEY_BYTES, sealed.length - 1]) {
    const touched = sealed.map((byte, place) => (place === at ? byte ^ 1 : byte));
    assert.throws(() => open({ ...received, sealed: touched }), `byte ${at}`);
  }
  assert.throws(() => open({ ...received, sealed: sealed.subarray(0, -1) }));
  assert.throws(() => open({ ...received, info: bytes('00'), sealed }));
  assert.throws(() => open({ ...received, aad: bytes('00'), sealed }));
  assert.throws(() => open({ ...received, secretKey: bytes(A21.skEm), sealed }));
});

test('a_public_key_of_low_order_is_refused', () => {
  for (const first of [0, 1]) {
    const publicKey = new Uint8Array(KEY_BYTES);
    publicKey[0] = first;
    assert.throws(() => seal({ ...message, publicKey }));
  }
  assert.throws(() => seal({ ...message, publicKey: new Uint8Array(31).fill(9) }));
});
