import test from 'node:test';
import assert from 'node:assert/strict';
import { castKeeper } from '../cast.js';
import { fakeTimers, fakeStorage, settle } from './fakes.js';

const PAPER = { form: 'marks', marks: { 1: 'yes' } };
const PLAIN = { paper: PAPER, content: 'c1' };
const SEALED = { revision: 3, envelope: 'c2VhbGVk', content: 'c2' };
const BUSY = { ok: false, refusal: { code: 'unavailable', zh: '尚未记录', en: 'not yet recorded', retry: true } };
const LATE = { ok: false, refusal: { code: 'ballot_closed', zh: '表决已结束', en: 'closed', retry: false } };
const RECEIPT = { ok: true, receipt: { ballot: 'b', cast_id: 'id-1', revision: 1, seq: 9, at_ms: 1, hash: 'h' } };

/** A server that answers with the next of `answers`: an answer, an Error to throw, or null for silence. */
function world(answers) {
  const clock = fakeTimers();
  const sent = [];
  const outcomes = [];
  let ids = 0;
  const keeper = () => castKeeper({
    key: 'cast', timers: clock.timers, random: () => 0.5, newId: () => `id-${(ids += 1)}`, onOutcome: (outcome) => outcomes.push(outcome),
    request: (type, fields) => {
      sent.push({ type, ...fields });
      const answer = answers.shift();
      if (answer === null || answer === undefined) return new Promise(() => {});
      return answer instanceof Error ? Promise.reject({ kind: answer.message }) : Promise.resolve(answer);
    },
  });
  return { clock, sent, outcomes, keeper };
}

test('a_receipt_ends_it', async (t) => {
  fakeStorage(t);
  const { sent, outcomes, keeper } = world([RECEIPT]);
  const casts = keeper();
  casts.submit('b', PLAIN);
  assert.equal(casts.pending.value.b.cast_id, 'id-1');
  await settle();
  assert.deepEqual(sent, [{ type: 'cast', ballot: 'b', cast_id: 'id-1', paper: PAPER }]);
  assert.deepEqual(outcomes, [{ ballot: 'b', slot: 'b', paper: PAPER, content: 'c1', receipt: RECEIPT.receipt }]);
  assert.deepEqual(casts.pending.value, {});
  assert.equal(localStorage.getItem('cast'), null);
});

test('a_lost_link_and_a_busy_store_are_retried_with_the_same_cast_id', async (t) => {
  fakeStorage(t);
  const { clock, sent, outcomes, keeper } = world([new Error('unknown'), BUSY, new Error('offline'), RECEIPT]);
  keeper().submit('b', PLAIN);
  await clock.pass(60_000);
  assert.deepEqual(sent.map(({ cast_id }) => cast_id), ['id-1', 'id-1', 'id-1', 'id-1']);
  assert.equal(outcomes.length, 1);
  assert.equal(clock.waiting(), 0);
});

test('a_refusal_is_told_and_not_retried', async (t) => {
  fakeStorage(t);
  const { clock, sent, outcomes, keeper } = world([LATE]);
  keeper().submit('b', PLAIN);
  await clock.pass(60_000);
  assert.equal(sent.length, 1);
  assert.equal(outcomes[0].refusal.code, 'ballot_closed');
});

test('after_a_reload_it_is_sent_again_until_answered', async (t) => {
  fakeStorage(t);
  const { sent, outcomes, keeper } = world([null, RECEIPT]);
  keeper().submit('b', PLAIN);
  await settle();
  const after = keeper();
  assert.deepEqual(after.pending.value.b.paper, PAPER);
  after.resend();
  await settle();
  assert.deepEqual(sent.map(({ cast_id }) => cast_id), ['id-1', 'id-1']);
  assert.equal(outcomes.length, 1);
  assert.equal(localStorage.getItem('cast'), null);
});

test('one_vote_at_a_time_and_no_second_request_while_one_waits', async (t) => {
  fakeStorage(t);
  const { sent, keeper } = world([null]);
  const casts = keeper();
  casts.submit('b', PLAIN);
  casts.submit('b', { paper: { form: 'marks', marks: { 1: 'no' } }, content: 'c3' });
  casts.resend();
  await settle();
  assert.equal(sent.length, 1);
  assert.deepEqual(casts.pending.value.b.paper, PAPER);
});

test('an_unreadable_store_starts_empty', (t) => {
  fakeStorage(t, { cast: '{broken' });
  assert.deepEqual(world([]).keeper().pending.value, {});
});

test('a_sealed_vote_goes_and_is_kept_as_its_envelope', async (t) => {
  const shelf = fakeStorage(t);
  const { clock, sent, outcomes, keeper } = world([new Error('unknown'), RECEIPT]);
  keeper().submit('b', SEALED);
  assert.deepEqual(JSON.parse(shelf.get('cast')), { b: { ballot: 'b', cast_id: 'id-1', ...SEALED } });
  await settle();
  await clock.pass(60_000);
  const frame = { type: 'cast_sealed', ballot: 'b', cast_id: 'id-1', revision: 3, envelope: 'c2VhbGVk' };
  assert.deepEqual(sent, [frame, frame]);
  assert.deepEqual(outcomes, [{ ballot: 'b', slot: 'b', paper: null, content: 'c2', receipt: RECEIPT.receipt }]);
  assert.deepEqual([...shelf], []);
});
