// Envelopes sealed by the server's own code, sealed again here.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { hexToBytes } from '../../vendor/noble.module.js';
import { utf8 } from '../bytes.js';
import { open } from '../hpke.js';
import { additionalData, pad, sealText } from '../seal.js';

const vectors = JSON.parse(readFileSync(new URL('../../../tests/vectors/envelope.json', import.meta.url), 'utf8'));

test('both_sides_seal_the_same_envelope', () => {
  assert.ok(vectors.length > 0);
  for (const [at, vector] of vectors.entries()) {
    const { ballot, delegate, revision, text, pad_len: padLen, public_key: publicKey } = vector;
    const manifestHash = hexToBytes(vector.manifest);
    const { envelope, hash } = sealText({ publicKey, manifestHash, ballot, delegate, revision, padLen, text, seed: hexToBytes(vector.seed) });
    assert.equal(envelope, vector.envelope, `vector ${at}`);
    assert.equal(hash, vector.envelope_hash, `vector ${at}`);
    const opened = open({
      secretKey: hexToBytes(vector.private_key), info: utf8('plenum envelope 1'), aad: additionalData(manifestHash, { ballot, delegate, revision }),
      sealed: new Uint8Array(Buffer.from(vector.envelope, 'base64url')),
    });
    assert.deepEqual(opened, pad(text, padLen), `vector ${at}`);
  }
});
