import test from 'node:test';
import assert from 'node:assert/strict';
import { serverClock } from '../clock.js';
import { fakeTimers } from './fakes.js';

const world = () => {
  const time = fakeTimers();
  return { time, clock: serverClock({ local: time.now, timers: time.timers }) };
};

test('it_shows_the_servers_time_whatever_the_device_says', async () => {
  const { time, clock } = world();
  clock.sync(1_764_000_000_000);
  await time.pass(2_500);
  assert.equal(clock.now(), 1_764_000_002_500);
  assert.equal(clock.tick.value, 1_764_000_002_000);
});

test('half_the_way_of_a_ping_is_added_and_noise_is_ignored', () => {
  const { clock } = world();
  clock.sync(5_000, 40);
  assert.equal(clock.now(), 5_020);
  clock.sync(5_080);
  assert.equal(clock.now(), 5_020);
  clock.sync(6_000);
  assert.equal(clock.now(), 6_000);
});

test('the_second_turns_on_the_beat_of_the_deadline', async () => {
  const { time, clock } = world();
  clock.sync(10_000);
  clock.alignTo(15_300);
  assert.equal(clock.tick.value, 9_300);
  await time.pass(301);
  assert.equal(15_300 - clock.tick.value, 5_000);
  await time.pass(1_000);
  assert.equal(15_300 - clock.tick.value, 4_000);
});
