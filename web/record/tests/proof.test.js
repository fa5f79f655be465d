import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { anchorWords } from '../anchor-words.js';
import { check } from '../proof.js';
import { EN, ZH } from '../word-lists.js';
import { answerFor, CAST, entryOf, envelopeCast, hashOf, recordOf, SITTING } from './sample.js';

const RECORD = recordOf(envelopeCast());
const why = (answer, entry = entryOf(RECORD)) => check(answer, entry).why ?? check(answer, entry).kind;

test('a_vote_that_is_proved_is_included_with_what_is_known_of_it', () => {
  const answer = answerFor(RECORD);
  assert.deepEqual(check(answer, entryOf(RECORD)), {
    kind: 'included', cast: { ballot: 'b1', secret: true, revision: 2, at_ms: 1764000000000, content: hashOf('a sealed paper') },
    proved: { size: 3, key: answer.checkpoint.key, words: anchorWords(answer.checkpoint.root) },
  });
});

test('a_recorded_vote_is_one_too', () => {
  const paper = { form: 'marks', marks: [0, null] };
  const record = recordOf({ type: 'vote_cast', ballot: 'b1', delegate: 'd1', cast_id: CAST, revision: 1, paper });
  const { kind, cast } = check(answerFor(record), entryOf(record));
  assert.deepEqual([kind, cast.secret, cast.content], ['included', false, hashOf('{"form":"marks","marks":[0,null]}')]);
});

test('without_a_checkpoint_it_is_pending_and_nothing_more', () => {
  for (const answer of [{ checkpoint: null, proof: null }, { checkpoint: null }, { proof: null }]) {
    assert.equal(check(answerFor(RECORD, { answer }), entryOf(RECORD)).kind, 'pending');
  }
});

test('every_other_record_is_refused', () => {
  const of = (event, over) => { const record = recordOf(event, over); return why(answerFor(record), entryOf(record)); };
  assert.equal(why(answerFor(recordOf(envelopeCast({ revision: 3 })))), 'hash');
  assert.equal(of({ type: 'ballot_closed', ballot: 'b1' }), 'entry');
  assert.equal(of(envelopeCast(), { seq: 2 }), 'entry');
  assert.equal(of(envelopeCast(), { sitting: '0193a6f0-0000-7000-8000-000000000002' }), 'entry');
  assert.equal(of(envelopeCast({ cast_id: SITTING })), 'entry');
  assert.equal(of(envelopeCast({ envelope: 'not base64!' })), 'entry');
  const spaced = `${RECORD} `;
  assert.equal(why(answerFor(spaced), entryOf(spaced)), 'entry', 'not canonical');
});

test('a_wrong_proof_root_or_size_is_refused', () => {
  const { proof } = answerFor(RECORD);
  assert.equal(why(answerFor(RECORD, { answer: { proof: proof.slice(1) } })), 'proof');
  assert.equal(why(answerFor(RECORD, { answer: { proof: [...proof].reverse() } })), 'proof');
  assert.equal(why(answerFor(RECORD, { signed: { root: '0'.repeat(64) } })), 'proof', 'signed, but another tree');
  assert.equal(why(answerFor(RECORD, { signed: { size: 1 } })), 'proof', 'it does not reach the entry');
  assert.equal(why(answerFor(RECORD, { signed: { size: 5 } })), 'proof');
});

test('a_wrong_signature_is_refused', () => {
  const { checkpoint } = answerFor(RECORD);
  const flipped = checkpoint.signature.replace(/^../, (byte) => (byte === '00' ? '01' : '00'));
  assert.equal(why(answerFor(RECORD, { checkpoint: { signature: flipped } })), 'signature');
  assert.equal(why(answerFor(RECORD, { checkpoint: { key: '00'.repeat(32) } })), 'signature');
  assert.equal(why(answerFor(RECORD, { checkpoint: { signature: null } })), 'signature');
});

test('nonsense_is_refused_and_never_thrown', () => {
  for (const answer of [null, undefined, 7, 'x', {}, { record: 7 }]) assert.equal(why(answer), 'answer');
  for (const mend of [{ checkpoint: { size: 'x' } }, { checkpoint: { root: 'zz' } }, { answer: { proof: 'x' } }, { answer: { proof: [7] } }, { answer: { proof: ['zz'] } }]) {
    assert.equal(why(answerFor(RECORD, mend)), 'answer', JSON.stringify(mend));
  }
});

test('the_word_lists_are_those_of_the_documents', () => {
  for (const [name, words] of [['zh', ZH], ['en', EN]]) {
    assert.deepEqual(words, readFileSync(new URL(`../../../docs/words/${name}.txt`, import.meta.url), 'utf8').trimEnd().split('\n'), name);
  }
});

test('eleven_bits_make_a_word_the_most_significant_first', () => {
  assert.deepEqual(anchorWords('0'.repeat(64)).en, Array(8).fill('abandon'));
  assert.deepEqual(anchorWords('f'.repeat(64)).en, Array(8).fill('zoo'));
  // 00000000001 00000000010 00000000011 …, as the server reads it.
  const bits = [1, 2, 3, 4, 5, 6, 7, 2047].map((index) => index.toString(2).padStart(11, '0')).join('');
  const root = bits.match(/.{4}/g).map((four) => parseInt(four, 2).toString(16)).join('').padEnd(64, '9');
  assert.deepEqual(anchorWords(root).zh, [1, 2, 3, 4, 5, 6, 7, 2047].map((index) => ZH[index]));
});
