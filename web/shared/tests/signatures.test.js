import test from 'node:test';
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { checkpointText, isSigned, receiptSignature, receiptText } from '../signatures.js';

const SITTING = '0193a6f0-0000-7000-8000-000000000001';
const signer = generateKeyPairSync('ed25519');
const key = signer.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const signed = (text) => sign(null, Buffer.from(text), signer.privateKey).toString('hex');

test('the_vector_of_the_rfc_holds', () => {
  // RFC 8032, 7.1, test 2.
  const vector = {
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c', text: '\x72',
    signature: '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  };
  assert.equal(isSigned(vector), true);
  assert.equal(isSigned({ ...vector, text: '\x73' }), false);
  assert.equal(isSigned({ ...vector, signature: vector.signature.replace('92', '93') }), false);
});

test('a_key_of_small_order_signs_nothing_and_nonsense_does_not_throw', () => {
  const neutral = `01${'0'.repeat(62)}`;
  assert.equal(isSigned({ key: neutral, signature: neutral + '0'.repeat(64), text: 'anything' }), false);
  for (const bad of ['', 'zz', 'ab']) assert.equal(isSigned({ key: bad, signature: bad, text: '' }), false);
});

test('a_checkpoint_is_signed_in_the_form_of_c2sp', () => {
  const root = 'ff'.repeat(32);
  assert.equal(checkpointText(SITTING, { size: 1843, root }), `plenum/${SITTING}\n1843\n${'/'.repeat(42)}8=\n`);
});

test('a_receipt_is_signed_with_everything_in_it', () => {
  const receipt = { ballot: 'b', cast_id: 'c', revision: 2, seq: 9, at_ms: 1, hash: 'aa', content: 'bb' };
  assert.equal(receiptText(SITTING, receipt), `plenum receipt\n${SITTING}\nb\nc\n2\nbb\n9\naa\n`);
  assert.match(receiptText(SITTING, { ...receipt, content: null }), /\n2\n-\n9\n/);
  const whole = { ...receipt, key, signature: signed(receiptText(SITTING, receipt)) };
  assert.equal(receiptSignature(SITTING, whole), 'good');
  for (const over of [{ ballot: 'x' }, { cast_id: 'x' }, { revision: 3 }, { content: null }, { seq: 10 }, { hash: 'ab' }]) {
    assert.equal(receiptSignature(SITTING, { ...whole, ...over }), 'bad', JSON.stringify(over));
  }
  assert.equal(receiptSignature('other', whole), 'bad');
  assert.equal(receiptSignature(SITTING, { ...whole, key: null, signature: null }), 'none');
});
