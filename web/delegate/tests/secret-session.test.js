// A secret ballot through the delegate's face without its looks: what is sent, what is kept, what is forgotten.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { receiptText } from '../../shared/signatures.js';
import { fakeSockets, fakeStorage, fakeTimers, settle } from '../../shared/tests/fakes.js';
import { BALLOT, DELEGATE, marksForm, SITTING } from '../../shared/tests/secret-ballot.js';
import { openSession } from '../session.js';
import { own, push, secret, snapshot, unseal, vote } from './sample.js';

const FORM = marksForm(3);
const PAPER = { form: 'marks', marks: { 1: 'a', 2: 'c' } };
const OTHER = { form: 'marks', marks: { 1: 'b', 2: 'b', 3: 'b' } };
const ACTOR = { actor: { role: 'delegate', person: { id: DELEGATE, number: '0127', name: '代表0127' } } };
const mine = (over) => own({ ballot: BALLOT, ...over });
const signer = generateKeyPairSync('ed25519');
const KEY = signer.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const contentOf = ({ envelope }) => createHash('sha256').update(Buffer.from(envelope, 'base64url')).digest('hex');

/** The answer to a sealed vote, signed. */
function recorded(frame, { seq = 9, ...over } = {}) {
  const receipt = {
    ballot: BALLOT, cast_id: frame.cast_id, revision: frame.revision, seq, at_ms: 1, hash: seq.toString(16).padStart(64, '0'), content: contentOf(frame), ...over,
  };
  const signature = sign(null, Buffer.from(receiptText(SITTING, receipt)), signer.privateKey).toString('hex');
  return { type: 'answer', ref: frame.ref, ok: true, receipt: { ...receipt, key: KEY, signature } };
}
const refused = (frame, code) => ({ type: 'answer', ref: frame.ref, ok: false, refusal: { code, zh: '不行', en: 'no', retry: false } });

async function seated(t, { ballot = secret({ form: FORM }), view = mine() } = {}) {
  const shelf = fakeStorage(t);
  const time = fakeTimers();
  const sockets = fakeSockets();
  const painted = { wait: null, count: 0 };
  const options = {
    WebSocketImpl: sockets.FakeSocket, now: time.now, local: time.now, timers: time.timers, random: () => 0.5, signedOut: async () => false,
    painted: async () => { painted.count += 1; await painted.wait; },
  };
  const open = () => openSession(options);
  const session = open();
  t.after(() => session.close());
  await sockets.newest().greet(ACTOR);
  sockets.newest().say(snapshot([ballot], view));
  return { shelf, time, newest: sockets.newest, open, session, scene: () => session.scene.value, ballot, painted };
}

/** Nothing on the device names a choice: neither the paper nor a part of it. */
function assertNothingChosen(shelf) {
  for (const [key, text] of shelf) assert.doesNotMatch(text, /marks|picks|"paper"|"[abcd]"/, key);
}

test('one_tap_seals_paints_first_and_sends_the_envelope_alone', async (t) => {
  const { shelf, newest, session, scene, ballot, painted } = await seated(t);
  let drawn;
  painted.wait = new Promise((resolve) => { drawn = resolve; });
  const cast = session.cast(BALLOT, PAPER);
  assert.deepEqual([scene().vote.sealing, scene().vote.sending, newest().of('cast_sealed').length], [true, null, 0]);
  drawn();
  await cast;
  const [frame, ...more] = newest().of('cast_sealed');
  assert.deepEqual(more, []);
  assert.deepEqual(Object.keys(frame).sort(), ['ballot', 'cast_id', 'envelope', 'ref', 'revision', 'type']);
  assert.deepEqual([frame.ballot, frame.revision, newest().of('cast').length], [BALLOT, 1, 0]);
  assert.deepEqual(unseal(frame, ballot, DELEGATE), { form: 'marks', marks: [0, 2, null] });
  assert.deepEqual([scene().vote.sealing, scene().vote.sending], [false, { paper: null }]);
  assertNothingChosen(shelf);
  newest().say(recorded(frame));
  await settle();
  assert.deepEqual([scene().vote.recorded.seq, scene().vote.recorded.paper, scene().vote.draft], [9, null, null]);
  assertNothingChosen(shelf);
});

test('a_lost_link_and_a_reload_send_the_same_envelope_again', async (t) => {
  const { shelf, time, newest, open, session } = await seated(t);
  session.draft(BALLOT, PAPER);
  await session.cast(BALLOT, PAPER);
  const { ref: _, ...first } = newest().of('cast_sealed')[0];
  newest().die();
  await settle();
  assertNothingChosen(shelf);
  assert.ok([...shelf.values()].some((text) => text.includes(first.envelope)), 'the envelope is kept');
  await time.pass(800);
  await newest().greet(ACTOR);
  assert.deepEqual(newest().of('cast_sealed').map(({ ref, ...rest }) => rest), [first]);
  session.close();
  const after = open();
  t.after(() => after.close());
  await newest().greet(ACTOR);
  newest().say(snapshot([secret({ form: FORM })], mine()));
  assert.deepEqual(newest().of('cast_sealed').map(({ ref, ...rest }) => rest), [first]);
  assert.deepEqual(after.scene.value.vote.sending, { paper: null });
  assert.equal(after.scene.value.vote.draft, null, 'the paper went with the page');
});

test('a_change_is_the_next_revision_of_the_newest_vote_known', async (t) => {
  const { newest, session, scene, ballot } = await seated(t, { view: mine({ vote: vote(null, { revision: 4, seq: 8 }) }) });
  await session.cast(BALLOT, PAPER);
  assert.equal(newest().of('cast_sealed')[0].revision, 5);
  newest().say(recorded(newest().of('cast_sealed')[0]));
  await settle();
  await session.cast(BALLOT, OTHER);
  const second = newest().of('cast_sealed')[1];
  assert.equal(second.revision, 6);
  assert.deepEqual(unseal(second, ballot, DELEGATE), { form: 'marks', marks: [1, 1, 1] });
  newest().say(recorded(second, { seq: 12 }));
  await settle();
  assert.deepEqual([scene().vote.recorded.seq, scene().vote.recorded.revision], [12, 6]);
});

test('a_stale_revision_is_told_and_the_next_one_is_of_the_newest_own_view', async (t) => {
  const { newest, session, scene } = await seated(t);
  session.draft(BALLOT, PAPER);
  await session.cast(BALLOT, PAPER);
  newest().say(refused(newest().of('cast_sealed')[0], 'revision_stale'));
  await settle();
  assert.deepEqual([scene().vote.refusal.code, scene().vote.sending], ['revision_stale', null]);
  assert.deepEqual(scene().vote.draft, PAPER, 'nothing has to be filled in twice');
  newest().say(push('own', 11, mine({ vote: vote(null, { revision: 1, seq: 10, cast_id: 'other' }) })));
  assert.equal(scene().vote.recorded.seq, 10);
  await session.cast(BALLOT, PAPER);
  assert.equal(newest().of('cast_sealed')[1].revision, 2);
});

test('nothing_is_sent_under_a_seal_that_does_not_fit', async (t) => {
  const { shelf, newest, session, scene } = await seated(t, { ballot: secret({ form: FORM, title: '另一项' }) });
  assert.equal(scene().kind, 'mismatch');
  await session.cast(BALLOT, PAPER);
  assert.deepEqual([newest().of('cast_sealed').length, newest().of('cast').length, scene().kind], [0, 0, 'mismatch']);
  assertNothingChosen(shelf);
});

test('a_key_nothing_can_be_sealed_under_is_no_seal', async (t) => {
  const { newest, session, scene } = await seated(t, { ballot: secret({ form: FORM, seal: { public_key: '0'.repeat(64) } }) });
  assert.equal(scene().kind, 'paper');
  await session.cast(BALLOT, PAPER);
  assert.deepEqual([newest().of('cast_sealed').length, scene().kind, scene().vote.seal.mismatch], [0, 'mismatch', 'key']);
});

test('a_second_tap_while_it_is_sealed_or_on_its_way_is_nothing', async (t) => {
  const { newest, session } = await seated(t);
  const first = session.cast(BALLOT, PAPER);
  session.cast(BALLOT, OTHER);
  await first;
  await session.cast(BALLOT, OTHER);
  assert.equal(newest().of('cast_sealed').length, 1);
});

test('the_close_and_another_device_take_the_draft_away', async (t) => {
  const { newest, session, scene } = await seated(t);
  session.draft(BALLOT, PAPER);
  newest().say(push('ballot', 10, secret({ form: FORM, phase: 'suspended' })));
  assert.deepEqual(scene().vote.draft, PAPER);
  newest().say(push('ballot', 11, secret({ form: FORM, phase: 'closed' })));
  assert.equal(scene().vote.draft, null);
  newest().say(push('ballot', 12, secret({ form: FORM })));
  session.draft(BALLOT, PAPER);
  newest().die(4501, '{"code":"superseded"}');
  await settle();
  session.reconnect();
  await newest().greet(ACTOR);
  assert.equal(scene().vote.draft, null);
});

test('the_receipt_is_kept_checked_and_says_nothing_of_the_choice', async (t) => {
  const { shelf, time, newest, session, open } = await seated(t);
  await session.cast(BALLOT, PAPER);
  newest().say(recorded(newest().of('cast_sealed')[0]));
  await settle();
  const [receipt] = session.receipts.value;
  assert.deepEqual([receipt.seq, receipt.revision, receipt.secret, receipt.title, receipt.check], [9, 1, true, '工作满意度测评', undefined]);
  await time.pass(1000);
  assert.equal(session.receipts.value[0].check, 'good');
  assertNothingChosen(shelf);
  session.close();
  const after = open();
  t.after(() => after.close());
  await newest().greet(ACTOR);
  newest().say(snapshot([secret({ form: FORM })], mine()));
  assert.equal(after.receipts.value[0].hash, receipt.hash);
});

test('a_receipt_of_another_envelope_or_with_a_wrong_signature_is_told', async (t) => {
  const { time, newest, session } = await seated(t);
  await session.cast(BALLOT, PAPER);
  newest().say(recorded(newest().of('cast_sealed')[0], { content: '0'.repeat(64) }));
  await settle();
  assert.equal(session.receipts.value[0].check, 'differs');
  await session.cast(BALLOT, PAPER);
  const wrong = recorded(newest().of('cast_sealed')[1], { seq: 12 });
  newest().say({ ...wrong, receipt: { ...wrong.receipt, seq: 13 } });
  await settle();
  await time.pass(1000);
  assert.deepEqual(session.receipts.value.map(({ check }) => check), ['bad', 'differs']);
});
