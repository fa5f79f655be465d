// The delegate's face without its looks, against a server that the test plays.
import test from 'node:test';
import assert from 'node:assert/strict';
import { fakeSockets, fakeStorage, fakeTimers, settle } from '../../shared/tests/fakes.js';
import { openSession } from '../session.js';
import { ballot, own, push, snapshot, vote } from './sample.js';

const PAPER = { form: 'marks', marks: { 1: 'yes' } };
const ACTOR = { actor: { role: 'delegate', person: { id: 'd', number: '0127', name: '代表0127' } } };
const receipt = (frame, seq = 9) => ({ type: 'answer', ref: frame.ref, ok: true, receipt: { ballot: 'b', revision: 1, seq, at_ms: 1, hash: 'h', cast_id: frame.cast_id, content: null, key: null, signature: null } });

function world() {
  const time = fakeTimers();
  const sockets = fakeSockets();
  const options = { WebSocketImpl: sockets.FakeSocket, now: time.now, local: time.now, timers: time.timers, random: () => 0.5, signedOut: async () => false };
  return { time, newest: sockets.newest, open: () => openSession(options) };
}

async function seated(t) {
  fakeStorage(t);
  const { time, newest, open } = world();
  const session = open();
  await newest().greet(ACTOR);
  newest().say(snapshot([ballot()], own()));
  return { time, newest, open, session, scene: () => session.scene.value };
}

test('a_tap_is_sent_and_recorded_only_with_the_receipt', async (t) => {
  const { newest, session, scene } = await seated(t);
  session.cast('b', PAPER);
  assert.deepEqual(scene().vote.sending, { paper: PAPER });
  assert.equal(scene().vote.recorded, null);
  newest().say(receipt(newest().of('cast')[0]));
  await settle();
  assert.equal(scene().vote.sending, null);
  assert.equal(scene().vote.recorded.seq, 9);
  session.close();
});

test('a_vote_whose_answer_was_lost_goes_again_with_the_same_cast_id', async (t) => {
  const { time, newest, session, scene } = await seated(t);
  session.cast('b', PAPER);
  const first = newest().of('cast')[0];
  newest().die();
  await settle();
  assert.equal(scene().vote.online, false);
  assert.deepEqual(scene().vote.sending, { paper: PAPER });
  await time.pass(800);
  await newest().greet(ACTOR);
  const [again] = newest().of('cast');
  assert.equal(again.cast_id, first.cast_id);
  newest().say(receipt(again));
  await settle();
  assert.equal(scene().vote.recorded.seq, 9);
  session.close();
});

test('a_reload_in_mid_send_sends_it_again', async (t) => {
  const { newest, open, session } = await seated(t);
  session.cast('b', PAPER);
  const first = newest().of('cast')[0];
  session.close();
  const after = open();
  await newest().greet(ACTOR);
  newest().say(snapshot([ballot()], own()));
  assert.equal(newest().of('cast')[0].cast_id, first.cast_id);
  assert.deepEqual(after.scene.value.vote.sending, { paper: PAPER });
  after.close();
});

test('pushes_never_touch_a_draft_until_the_ballot_is_declared', async (t) => {
  const { newest, session, scene } = await seated(t);
  session.draft('b', PAPER);
  let seq = 10;
  for (const phase of ['suspended', 'open', 'closed', 'counted']) {
    newest().say(push('ballot', seq, ballot({ phase })));
    newest().say(push('own', (seq += 1), own({ present: phase === 'open' })));
    assert.deepEqual(scene().vote.draft, PAPER, phase);
  }
  newest().say(push('ballot', seq, ballot({ phase: 'declared', count: null })));
  assert.equal(scene().vote.draft, null);
  session.close();
});

test('a_late_vote_is_told_as_not_counted_and_an_earlier_one_stands', async (t) => {
  const { newest, session, scene } = await seated(t);
  newest().say(push('own', 9, own({ vote: vote(PAPER) })));
  session.cast('b', { form: 'marks', marks: { 1: 'no' } });
  newest().say(push('ballot', 11, ballot({ phase: 'closed' })));
  newest().say({ type: 'answer', ref: newest().of('cast')[0].ref, ok: false, refusal: { code: 'ballot_closed', zh: '表决已结束', en: 'closed', retry: false } });
  await settle();
  assert.equal(scene().kind, 'closed');
  assert.equal(scene().vote.refusal.code, 'ballot_closed');
  assert.equal(scene().vote.recorded.seq, 9);
  session.close();
});

test('sign_in_tells_a_refusal_and_a_lost_answer_apart', async (t) => {
  const { newest, session } = await seated(t);
  const refused = session.signIn();
  newest().say({ type: 'answer', ref: newest().of('check_in')[0].ref, ok: false, refusal: { code: 'x', zh: '不能签到', en: 'no', retry: false } });
  await refused;
  assert.equal(session.checkIn.value.refusal.zh, '不能签到');
  const lost = session.signIn();
  newest().die();
  await lost;
  assert.deepEqual(session.checkIn.value, { busy: false, refusal: null, unknown: true });
  session.close();
});

test('a_vote_on_its_way_is_dropped_when_another_device_takes_the_seat', async (t) => {
  const { newest, session, scene } = await seated(t);
  session.cast('b', PAPER);
  newest().die(4501, '{"code":"superseded"}');
  await settle();
  session.reconnect();
  await newest().greet(ACTOR);
  assert.equal(newest().of('cast').length, 0);
  assert.equal(scene().vote.sending, null);
  session.close();
});

test('the_seat_can_be_taken_back_from_another_device', async (t) => {
  const { newest, session, scene } = await seated(t);
  newest().die(4501, '{"code":"superseded"}');
  assert.deepEqual(scene(), { kind: 'final', code: 4501 });
  session.reconnect();
  await newest().greet(ACTOR);
  assert.deepEqual(newest().of('hello')[0].resume, { epoch: 'e', seq: 5 });
  assert.equal(scene().kind, 'paper');
  session.close();
});
