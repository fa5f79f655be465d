import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bytesToHex } from '../../vendor/noble.module.js';
import { base64url, numberBytes, utf8, uuidBytes } from '../bytes.js';
import { deriveKeyPair, open } from '../hpke.js';
import { indexPaper, padLenOf } from '../paper-index.js';
import { additionalData, pad, sealPaper } from '../seal.js';
import { BALLOT, DELEGATE, manifestText, marksForm, picksForm, secretBallot, SITTING } from './secret-ballot.js';

const keys = deriveKeyPair(new Uint8Array(32).fill(7));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const bytesOf = (envelope) => new Uint8Array(Buffer.from(envelope, 'base64url'));

function options(form, paper, over = {}) {
  const manifest = manifestText(secretBallot(form));
  return { publicKey: bytesToHex(keys.publicKey), manifest, ballot: BALLOT, delegate: DELEGATE, revision: 1, padLen: padLenOf(form), paper: indexPaper(form, paper), ...over };
}
const unseal = (envelope, { manifest, ...bound }) => open({
  secretKey: keys.secretKey, info: utf8('plenum envelope 1'), sealed: bytesOf(envelope), aad: additionalData(new Uint8Array(sha256(manifest)), bound),
});

test('a_sealed_paper_opens_to_its_padded_text', () => {
  const sealing = options(marksForm(3), { form: 'marks', marks: { 1: 'a', 2: 'b' } });
  const { envelope, hash } = sealPaper(sealing);
  assert.match(envelope, /^[A-Za-z0-9_-]+$/);
  assert.equal(hash, sha256(bytesOf(envelope)).toString('hex'));
  const text = '{"form":"marks","marks":[0,1,null]}';
  const padded = Buffer.alloc(sealing.padLen);
  padded.writeUInt16BE(text.length);
  padded.write(text, 2);
  assert.deepEqual(Buffer.from(unseal(envelope, sealing)), padded);
});

test('an_envelope_is_bound_to_question_ballot_delegate_and_revision', () => {
  const sealing = options(marksForm(1), { form: 'marks', marks: { 1: 'a' } });
  const { envelope } = sealPaper(sealing);
  assert.ok(unseal(envelope, sealing));
  for (const other of [{ manifest: `${sealing.manifest} ` }, { ballot: SITTING }, { delegate: SITTING }, { revision: 2 }]) {
    assert.throws(() => unseal(envelope, { ...sealing, ...other }), JSON.stringify(other));
  }
});

test('additional_data_is_hash_ballot_delegate_revision', () => {
  const data = additionalData(new Uint8Array(32).fill(0xaa), { ballot: '00112233-4455-6677-8899-aabbccddeeff', delegate: DELEGATE, revision: 0x01020304 });
  assert.equal(bytesToHex(data), `${'aa'.repeat(32)}00112233445566778899aabbccddeeff${DELEGATE.replaceAll('-', '')}01020304`);
  for (const revision of [-1, 1.5, 2 ** 32, NaN]) assert.throws(() => additionalData(new Uint8Array(32), { ballot: BALLOT, delegate: DELEGATE, revision }));
  assert.throws(() => uuidBytes('00112233-4455-6677-8899-AABBCCDDEEFF'));
  assert.equal(bytesToHex(numberBytes(2 ** 32 - 1, 4)), 'ffffffff');
});

test('all_papers_of_a_ballot_are_equally_long', () => {
  const matrix = marksForm(20);
  const rows = matrix.rows.map(({ id }) => id);
  const grades = matrix.grades.map(({ id }) => id);
  const marked = (count, grade) => ({ form: 'marks', marks: Object.fromEntries(rows.slice(0, count).map((row, at) => [row, grade(at)])) });
  const papers = Array.from({ length: 21 }, (_, count) => marked(count, (at) => grades[at % 4]))
    .concat(grades.map((grade) => marked(20, () => grade)));
  const selection = picksForm(12, 5);
  const picked = Array.from({ length: 2 ** 12 }, (_, set) => selection.options.map(({ id }) => id).filter((_id, at) => set & (1 << at)))
    .filter((picks) => picks.length <= 5).map((picks) => ({ form: 'picks', picks }));
  assert.equal(picked.length, 1 + 12 + 66 + 220 + 495 + 792);
  // Every paper is padded; sealing is slow, so of the many selections only some are.
  for (const paper of picked) assert.equal(pad(JSON.stringify(indexPaper(selection, paper)), 64).length, 64);
  for (const [form, all, bytes] of [[matrix, papers, 32 + 160 + 16], [selection, picked.filter((_, at) => at % 97 === 0 || at === picked.length - 1), 32 + 64 + 16]]) {
    const lengths = new Set(all.map((paper) => sealPaper(options(form, paper)).envelope).map((envelope) => bytesOf(envelope).length));
    assert.deepEqual([...lengths], [bytes]);
  }
});

test('a_paper_longer_than_its_envelope_is_an_error', () => {
  const paper = { form: 'marks', marks: { 1: 'a', 2: 'a', 3: 'a' } };
  assert.throws(() => sealPaper(options(marksForm(3), paper, { padLen: 32 })), /longer than its envelope/);
  assert.equal(pad('x'.repeat(30), 32).length, 32);
  assert.throws(() => pad('x'.repeat(31), 32), /longer/);
  assert.throws(() => pad('é'.repeat(16), 32), /longer/);
});

test('the_same_seed_gives_the_same_envelope_and_none_never_does', () => {
  const sealing = options(marksForm(1), { form: 'marks', marks: { 1: 'a' } });
  const seed = new Uint8Array(32).fill(3);
  assert.deepEqual(sealPaper({ ...sealing, seed }), sealPaper({ ...sealing, seed }));
  assert.notEqual(sealPaper(sealing).hash, sealPaper(sealing).hash);
});

test('a_page_without_tls_seals_too', () => {
  const whole = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  Object.defineProperty(globalThis, 'crypto', { configurable: true, value: { getRandomValues } });
  try {
    const sealing = options(marksForm(1), { form: 'marks', marks: { 1: 'a' } });
    assert.ok(unseal(sealPaper(sealing).envelope, sealing));
  } finally {
    Object.defineProperty(globalThis, 'crypto', whole);
  }
});

test('base64url_is_that_of_the_standard', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 89 + 251) & 0xff);
    assert.equal(base64url(bytes), Buffer.from(bytes).toString('base64url'));
  }
});
