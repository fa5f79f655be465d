import test from 'node:test';
import assert from 'node:assert/strict';
import { AGAIN_MS, lookUp, TRIES_MAX } from '../look-up.js';
import { answerFor, CAST, entryOf, envelopeCast, hashOf, recordOf, SITTING } from './sample.js';

const RECORD = recordOf(envelopeCast());
const ENTRY = entryOf(RECORD);
const json = (body, status = 200) => ({ status, ok: status < 300, json: async () => body });
const PENDING = json(answerFor(RECORD, { answer: { checkpoint: null, proof: null } }));

/** Looks up against the next of `answers` each time, the last one for ever. */
async function run(answers, options = {}) {
  const [steps, asked, waits] = [[], [], []];
  await lookUp(ENTRY, {
    onStep: (step) => steps.push(step), wait: async (ms) => { waits.push(ms); },
    get: async (url, init) => {
      asked.push([url, init]);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...options,
  });
  return { kinds: steps.map(({ kind }) => kind), last: steps.at(-1), asked, waits };
}

test('it_asks_with_the_id_of_the_act_and_without_any_sign_in', async () => {
  const { kinds, asked } = await run([json(answerFor(RECORD))]);
  assert.deepEqual(kinds, ['looking', 'included']);
  assert.deepEqual(asked, [[`/api/sittings/${SITTING}/record/1?cast_id=${CAST}`, { cache: 'no-store', credentials: 'omit' }]]);
});

test('a_vote_that_is_not_signed_yet_is_asked_for_again_until_it_is', async () => {
  const { kinds, waits } = await run([PENDING, PENDING, json(answerFor(RECORD))]);
  assert.deepEqual(kinds, ['looking', 'pending', 'pending', 'included']);
  assert.deepEqual(waits, [AGAIN_MS, AGAIN_MS]);
});

test('it_is_not_asked_for_ever', async () => {
  const { kinds, asked, last } = await run([PENDING]);
  assert.equal(asked.length, TRIES_MAX);
  assert.equal(kinds.at(-1), 'late');
  assert.equal(last.cast.revision, 2);
});

test('what_is_not_there_and_who_does_not_answer_are_told_apart', async () => {
  assert.equal((await run([json({ code: 'record_unknown' }, 404)])).last.kind, 'unknown');
  for (const answer of [new Error('no network'), json({}, 500), json({}, 429)]) assert.equal((await run([answer])).last.kind, 'offline');
  assert.deepEqual((await run([{ ...json(null), json: async () => { throw new Error('no JSON'); } }])).last, { kind: 'wrong', why: 'answer' });
  assert.deepEqual((await run([json(answerFor(RECORD, { checkpoint: { signature: '' } }))])).last, { kind: 'wrong', why: 'signature' });
});

test('the_entry_must_hold_what_this_device_sealed', async () => {
  const kept = (content) => ({ kept: { content } });
  assert.equal((await run([json(answerFor(RECORD))], kept(hashOf('a sealed paper')))).last.kind, 'included');
  assert.equal((await run([json(answerFor(RECORD))], kept(null))).last.kind, 'included');
  assert.deepEqual((await run([json(answerFor(RECORD))], kept(hashOf('another')))).last, { kind: 'wrong', why: 'content' });
  assert.deepEqual((await run([PENDING], kept(hashOf('another')))).last, { kind: 'wrong', why: 'content' });
});

test('who_goes_on_to_another_entry_is_not_answered_about_this_one', async () => {
  let stop = false;
  const { kinds } = await run([PENDING], { stopped: () => stop, wait: async () => { stop = true; } });
  assert.deepEqual(kinds, ['looking', 'pending']);
});

test('the_name_of_the_ballot_comes_along_and_proves_nothing', async () => {
  const { last } = await run([json({ ...answerFor(RECORD), ballot: { title: '民主测评' } })]);
  assert.equal(last.cast.title, '民主测评');
  assert.equal((await run([json({ ...answerFor(RECORD), ballot: { title: 7 } })])).last.cast.title, undefined);
});
