// One who votes for others: every mandate with its own state, and one act for all.
import test from 'node:test';
import assert from 'node:assert/strict';
import { fakeSockets, fakeStorage, fakeTimers, settle } from '../../shared/tests/fakes.js';
import { sessionFor } from '../mandate-session.js';
import { countOf, missing } from '../mandates.js';
import { openSession } from '../session.js';
import { ballot, own, push, snapshot, vote } from './sample.js';

const YES = { form: 'marks', marks: { 1: 'yes' } };
const NO = { form: 'marks', marks: { 1: 'no' } };
const person = (id, number) => ({ id, number, name: `代表${number}`, delegation: '', seat: '', voting: true });
const ACTOR = { actor: { role: 'delegate', person: person('d', '0127') } };
const mandate = (id, number, over = {}) => ({ principal: person(id, number), weight: '1.5', may_vote: true, reason: null, vote: null, ...over });
const mine = (over = {}) => own({ weight: '1', holder: null, mandates: [mandate('p1', '0003'), mandate('p2', '0040')], proxy: { holder: null, held: 2 }, ...over });
const receipt = (frame, seq = 9, revision = 1) => ({ type: 'answer', ref: frame.ref, ok: true, receipt: {
  ballot: 'b', revision, seq, at_ms: 1, hash: `h${seq}`, cast_id: frame.cast_id, content: null, key: null, signature: null } });

async function seated(t, view = mine(), over = {}) {
  fakeStorage(t);
  const time = fakeTimers();
  const { FakeSocket, newest } = fakeSockets();
  const session = openSession({ WebSocketImpl: FakeSocket, now: time.now, local: time.now, timers: time.timers, random: () => 0.5, signedOut: async () => false });
  await newest().greet(ACTOR);
  newest().say(snapshot([ballot({ proxies: { max_per_holder: 3, principal_may_vote: true }, ...over })], view));
  return { time, newest, session, line: (slot) => session.mandates.held.value.lines.find((each) => each.slot === slot) };
}

test('a_holder_sees_the_own_vote_first_and_then_each_principal', async (t) => {
  const { session } = await seated(t);
  assert.equal(session.scene.value.kind, 'mandates');
  const { lines, mandates } = session.mandates.held.value;
  assert.deepEqual(lines.map(({ slot, self, weight }) => [slot, self, weight]), [['b', true, '1'], ['b/p1', false, '1.5'], ['b/p2', false, '1.5']]);
  assert.equal(mandates, 3);
  session.close();
});

test('each_vote_goes_by_itself_and_has_its_own_state_and_receipt', async (t) => {
  const { newest, session, line } = await seated(t);
  session.mandates.castFor('b', 'p1', YES);
  session.cast('b', NO);
  const [frame] = newest().of('cast_for');
  assert.deepEqual({ ...frame, ref: 0, cast_id: '' }, { type: 'cast_for', ref: 0, ballot: 'b', cast_id: '', principal: 'p1', paper: YES });
  assert.deepEqual(line('b/p1').vote.sending, { paper: YES });
  assert.deepEqual(line('b').vote.sending, { paper: NO });
  assert.equal(line('b/p2').vote.sending, null);
  newest().say(receipt(frame));
  await settle();
  assert.equal(line('b/p1').vote.recorded.seq, 9);
  assert.equal(line('b').vote.recorded, null);
  assert.deepEqual(session.receipts.value.map(({ title }) => title), ['示例决议（草案）（代 代表0003）']);
  session.close();
});

test('a_refusal_of_one_is_told_there_and_gone_with_the_next_attempt', async (t) => {
  const { newest, session, line } = await seated(t);
  session.mandates.castFor('b', 'p2', YES);
  const refusal = { code: 'principal_has_voted', zh: '委托人本人已投票', en: 'the principal has voted in person', retry: false };
  newest().say({ type: 'answer', ref: newest().of('cast_for')[0].ref, ok: false, refusal });
  await settle();
  assert.deepEqual(line('b/p2').vote.refusal, refusal);
  assert.equal(line('b/p1').vote.refusal, null);
  session.mandates.castFor('b', 'p2', NO);
  assert.equal(line('b/p2').vote.refusal, null);
  session.close();
});

test('a_principal_who_voted_in_person_is_shown_and_not_dealt_to', async (t) => {
  const stands = mandate('p1', '0003', { may_vote: false, reason: 'principal_has_voted', vote: vote(NO, { by_holder: false }) });
  const { session, line } = await seated(t, mine({ mandates: [stands, mandate('p2', '0040')] }));
  assert.equal(line('b/p1').inPerson, true);
  assert.equal(line('b/p1').vote.mayChange, false);
  assert.equal(session.mandates.held.value.mandates, 2);
  session.close();
});

test('one_act_for_all_is_sent_once_with_the_shares_that_are_not_empty', async (t) => {
  const { time, newest, session } = await seated(t);
  session.mandates.castSplit('b', [{ paper: YES, count: 2 }, { paper: NO, count: 0 }, { paper: { form: 'marks', marks: { 1: 'abstain' } }, count: 1 }]);
  const [first] = newest().of('cast_split');
  assert.deepEqual(first.shares.map(({ count }) => count), [2, 1]);
  assert.equal(session.mandates.held.value.splitting, true);
  newest().die();
  await settle();
  await time.pass(800);
  await newest().greet(ACTOR);
  const [again] = newest().of('cast_split');
  assert.equal(again.cast_id, first.cast_id);
  newest().say(receipt(again, 12));
  await settle();
  assert.equal(session.mandates.held.value.splitting, false);
  assert.equal(session.receipts.value[0].title, '示例决议（草案）（全部）');
  session.close();
});

test('what_the_server_says_of_a_split_is_newer_than_the_receipts', async (t) => {
  const { newest, session, line } = await seated(t);
  session.mandates.castFor('b', 'p1', YES);
  newest().say(receipt(newest().of('cast_for')[0]));
  await settle();
  const after = vote(NO, { by_holder: true, seq: 12, revision: 2 });
  newest().say(push('own', 12, mine({ vote: vote(NO, { seq: 12 }), mandates: [mandate('p1', '0003', { vote: after }), mandate('p2', '0040', { vote: after })] })));
  assert.deepEqual(line('b/p1').vote.recorded.paper, NO);
  assert.equal(line('b').vote.recorded.seq, 12);
  session.close();
});

test('the_views_of_a_paper_do_for_a_principal_what_they_do_for_oneself', async (t) => {
  const { newest, session, line } = await seated(t);
  const theirs = sessionFor(session, line('b/p2'));
  assert.equal(sessionFor(session, line('b')), session);
  theirs.draft('b', YES);
  theirs.setStep('b', 'review');
  assert.deepEqual(line('b/p2').vote.draft, YES);
  assert.equal(line('b').vote.draft, null);
  assert.equal(theirs.steps.value.b, 'review');
  assert.equal(session.steps.value.b, undefined);
  theirs.cast('b', YES);
  assert.equal(newest().of('cast_for')[0].principal, 'p2');
  theirs.discard('b');
  assert.equal(line('b/p2').vote.draft, null);
  session.close();
});

test('drafts_for_principals_go_with_the_ballot', async (t) => {
  const { newest, session, line } = await seated(t);
  sessionFor(session, line('b/p1')).draft('b', YES);
  newest().say(push('ballot', 20, ballot({ phase: 'voided' })));
  assert.equal(line('b/p1').vote.draft, null);
  session.close();
});

test('one_who_gave_a_proxy_has_no_paper_unless_the_rules_let_principals_vote', async (t) => {
  const holder = person('h', '0009');
  const { newest, session } = await seated(t, own({ may_vote: false, reason: 'principal_may_not_vote', holder, mandates: [] }));
  assert.equal(session.scene.value.kind, 'principal_may_not_vote');
  newest().say(push('own', 6, own({ holder, mandates: [], vote: vote(YES, { by_holder: true }) })));
  assert.equal(session.scene.value.kind, 'paper');
  session.close();
});

test('the_first_vote_of_a_holder_does_not_keep_the_principal_from_voting', async (t) => {
  const view = own({ holder: person('h', '0009'), mandates: [], vote: vote(YES, { by_holder: true }) });
  const { newest, session } = await seated(t, view, { change_of_vote: 'first_wins' });
  assert.equal(session.scene.value.vote.mayChange, true);
  newest().say(push('own', 6, { ...view, vote: vote(YES, { by_holder: false, revision: 2 }) }));
  assert.equal(session.scene.value.vote.mayChange, false);
  session.close();
});

test('the_own_proxy_is_given_by_number', async (t) => {
  const { newest, session } = await seated(t);
  const asked = session.mandates.giveProxy('0009');
  const [frame] = newest().of('give_proxy');
  assert.deepEqual({ ...frame, ref: 0 }, { type: 'give_proxy', ref: 0, holder: '0009' });
  newest().say({ type: 'answer', ref: frame.ref, ok: false, refusal: { code: 'proxy_chain', zh: '不能转委托', en: 'no chain', retry: false } });
  assert.equal(await asked, false);
  assert.equal(session.mandates.refusal.value, '不能转委托');
  session.close();
});

test('counts_that_were_typed_are_whole_numbers_and_add_up_or_not', () => {
  assert.deepEqual(['', '7', ' 7', '-1', '1.5', 'x', '99999', '100000'].map((typed) => countOf(typed, 100)), [0, 7, 7, 0, 0, 0, 100, 0]);
  assert.equal(missing([70, 30], 100), 0);
  assert.equal(missing([70, 20], 100), 10);
  assert.equal(missing([70, 40], 100), -10);
});
