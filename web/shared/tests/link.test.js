import test from 'node:test';
import assert from 'node:assert/strict';
import { openLink } from '../link.js';
import { closing, delayBefore } from '../link-rules.js';
import { ANSWER_WAIT_MS, PENDING_MAX } from '../requests.js';
import { fakeSockets, fakeTimers, settle } from './fakes.js';

function world(face = 'vote', extra = {}) {
  const clock = fakeTimers();
  const sockets = fakeSockets();
  const seen = { frames: [], statuses: [], times: [] };
  const link = openLink({
    face, WebSocketImpl: sockets.FakeSocket, now: clock.now, timers: clock.timers, random: () => 0.5,
    onFrame: (frame) => seen.frames.push(frame), onStatus: (status) => seen.statuses.push(status),
    onTime: (now_ms, round_trip_ms) => seen.times.push([now_ms, round_trip_ms]), signedOut: async () => false, ...extra,
  });
  const states = () => seen.statuses.map((status) => status.state);
  return { link, clock, ...sockets, seen, states };
}

test('hello_comes_first_and_its_answer_makes_the_link_online', async () => {
  const { newest, states, seen } = world('vote', { resume: () => ({ epoch: 'e', seq: 7 }) });
  await newest().greet();
  assert.equal(newest().url, 'ws://localhost/ws/vote');
  assert.deepEqual(newest().sent[0], { type: 'hello', ref: 1, protocol: 1, resume: { epoch: 'e', seq: 7 } });
  assert.deepEqual(states(), ['connecting', 'online']);
  assert.equal(seen.frames[0].type, 'welcome');
});

test('answers_find_their_request_by_ref_in_any_order', async () => {
  const { link, newest } = world();
  await newest().greet();
  const [first, second] = [link.request('check_in'), link.request('cast', { ballot: 'b' })];
  newest().say({ type: 'answer', ref: 3, ok: true, receipt: { seq: 9 } });
  newest().say({ type: 'answer', ref: 2, ok: false, refusal: { code: 'x' } });
  assert.equal((await second).receipt.seq, 9);
  assert.equal((await first).refusal.code, 'x');
});

test('a_request_before_the_link_is_online_is_refused_as_offline', async () => {
  const { link, newest } = world();
  await assert.rejects(link.request('check_in'), { kind: 'offline' });
  newest().open();
  await assert.rejects(link.request('check_in'), { kind: 'offline' });
});

test('a_request_whose_socket_dies_or_is_not_answered_has_an_unknown_fate', async () => {
  const { link, newest, clock } = world();
  await newest().greet();
  const died = link.request('check_in');
  newest().die();
  await assert.rejects(died, { kind: 'unknown' });
  await clock.pass(9_000);
  await newest().greet();
  const silent = assert.rejects(link.request('check_in'), { kind: 'unknown' });
  for (let waited = 0; waited < ANSWER_WAIT_MS; waited += 1_000) {
    newest().say({ type: 'push', topic: 'agenda' });
    await clock.pass(1_000);
  }
  await silent;
});

test('the_pending_table_is_bounded', async () => {
  const { link, newest } = world();
  await newest().greet();
  const all = Array.from({ length: PENDING_MAX }, () => link.request('check_in').catch(() => {}));
  await assert.rejects(link.request('check_in'), { kind: 'busy' });
  link.close();
  await Promise.all(all);
});

test('the_screen_pings_every_second_and_says_lost_within_three', async () => {
  const { newest, clock, states } = world('screen');
  await newest().greet();
  await clock.pass(1_000);
  assert.equal(newest().of('ping').length, 1);
  newest().say({ type: 'answer', ref: newest().of('ping')[0].ref, ok: true, now_ms: 5000 });
  assert.equal(states().at(-1), 'online');
  await clock.pass(3_000);
  assert.equal(states().at(-1), 'lost');
});

test('other_faces_ping_every_ten_seconds_and_wait_twelve_for_the_answer', async () => {
  const { newest, clock, states } = world('vote');
  await newest().greet();
  await clock.pass(10_250);
  assert.equal(newest().of('ping').length, 1);
  await clock.pass(11_000);
  assert.equal(states().at(-1), 'online');
  await clock.pass(1_500);
  assert.equal(states().at(-1), 'lost');
});

test('a_ping_answer_tells_the_time_and_how_long_it_took', async () => {
  const { newest, clock, seen } = world('screen');
  await newest().greet();
  await clock.pass(1_000);
  const ping = newest().of('ping')[0];
  await clock.pass(40);
  newest().say({ type: 'answer', ref: ping.ref, ok: true, now_ms: 7777 });
  assert.deepEqual(seen.times, [[1000, 0], [7777, 40]]);
});

test('it_comes_back_with_jitter_that_doubles_and_resumes', async () => {
  const { all, newest, clock, states } = world();
  await newest().greet();
  newest().die();
  assert.equal(states().at(-1), 'lost');
  await clock.pass(749);
  assert.equal(all.length, 1);
  await clock.pass(2);
  assert.equal(all.length, 2);
  newest().die();
  await clock.pass(1_249);
  assert.equal(all.length, 2);
  await clock.pass(2);
  assert.equal(all.length, 3);
  await newest().greet();
  assert.equal(states().at(-1), 'online');
});

test('a_final_code_ends_it_and_a_person_may_take_the_seat_back', async () => {
  const { link, all, newest, clock, seen, states } = world();
  await newest().greet();
  newest().die(4501, '{"code":"superseded"}');
  await clock.pass(60_000);
  assert.equal(all.length, 1);
  assert.deepEqual([seen.statuses.at(-1).state, seen.statuses.at(-1).code], ['final', 4501]);
  link.reconnect();
  assert.equal(states().at(-1), 'connecting');
  await newest().greet();
  assert.equal(states().at(-1), 'online');
});

test('an_upgrade_refused_for_want_of_a_token_is_final', async () => {
  const { newest, all, clock, seen } = world('vote', { signedOut: async () => true });
  newest().die(1006);
  await settle();
  assert.deepEqual([seen.statuses.at(-1).state, seen.statuses.at(-1).code], ['final', 4500]);
  await clock.pass(60_000);
  assert.equal(all.length, 1);
});

test('another_protocol_is_final_and_garbage_drops_the_socket', async () => {
  const other = world();
  await other.newest().greet({ protocol: 2 });
  assert.equal(other.seen.statuses.at(-1).code, 4502);
  const garbled = world();
  await garbled.newest().greet();
  garbled.newest().say('{');
  assert.equal(garbled.states().at(-1), 'lost');
});

test('a_connection_that_hangs_is_given_up', async () => {
  const { all, clock, states } = world();
  await clock.pass(13_500);
  assert.equal(states().at(-1), 'lost');
  assert.ok(all.length >= 2);
});

test('nothing_is_left_running_after_close', async () => {
  const { link, newest, clock } = world();
  await newest().greet();
  link.close();
  assert.equal(clock.waiting(), 0);
  assert.equal(newest().closedWith, 1000);
});

test('close_codes_mean_what_the_protocol_says', () => {
  for (const code of [1002, 1003, 1007, 1008, 1009, 4500, 4501, 4502]) assert.ok(closing(code, '').final, String(code));
  for (const code of [1000, 1001, 1006, 1011, 1012, 4001, 4002, 4003, 4004]) assert.ok(!closing(code, '').final, String(code));
  assert.equal(closing(1012, '{"code":"restarting","retry_ms":1200}').retry_ms, 1200);
  const bounds = { min: 500, max: 8_000 };
  assert.equal(delayBefore(1, bounds, 1200, 0.5), 1450);
  assert.equal(delayBefore(20, bounds, undefined, 1), 8_000);
  assert.equal(delayBefore(20, bounds, undefined, 0), 500);
});
