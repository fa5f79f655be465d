import test from 'node:test';
import assert from 'node:assert/strict';
import { ballotsInOrder, emptyState, fold, position, stageBallot } from '../state.js';
import { seeded } from './fakes.js';

const EPOCH = 'e1';
const PHASES = ['draft', 'ready', 'open', 'suspended', 'open', 'closed', 'counted', 'declared'];
const push = (topic, seq, data, epoch = EPOCH) => ({ type: 'push', topic, at: { epoch, seq }, data });
const ballot = (id, phase, extra = {}) => ({ id, number: Number(id.slice(1)), round: 1, phase, opened_at_ms: null, ...extra });
const snapshot = (seq, data = {}, epoch = EPOCH) => push('snapshot', seq, {
  now_ms: 1, sitting: { id: 's' }, agenda: [], ballots: [], stage: null, attendance: null, turnout: null, tally: null,
  own: null, presence: null, record: null, roster: null, ...data,
}, epoch);

/** A plausible record: each frame is a function of its topic and seq, as the server's are. */
function history(random, length) {
  const frames = [];
  for (let seq = 101; seq <= 100 + length; seq += 1) {
    const id = `b${1 + Math.floor(random() * 3)}`;
    const phase = PHASES[Math.floor(random() * PHASES.length)];
    frames.push(push('ballot', seq, ballot(id, phase, { opened_at_ms: phase === 'draft' || phase === 'ready' ? null : seq * 10 })));
    if (random() < 0.5) frames.push(push('turnout', seq, { ballot: id, voted: seq }));
    if (random() < 0.3) frames.push(push('own', seq, { ballot: id, present: random() < 0.9 }));
    if (random() < 0.2) frames.push(push('agenda', seq, [{ id, phase }]));
    if (random() < 0.2) frames.push(push('attendance', seq, { present: seq }));
  }
  return frames;
}

const shuffled = (list, random) => list.map((item) => [random(), item]).sort(([a], [b]) => a - b).map(([, item]) => item);
const foldAll = (frames) => frames.reduce(fold, fold(emptyState(), snapshot(100)));

test('any_order_and_any_duplication_ends_in_the_same_state', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const frames = history(random, 30);
    const straight = foldAll(frames);
    const again = frames.filter(() => random() < 0.5);
    const mixed = foldAll(shuffled([...frames, ...again], random));
    assert.deepEqual(mixed, straight, `seed ${seed}`);
    assert.equal(stageBallot(mixed)?.id, stageBallot(straight)?.id, `seed ${seed}`);
  }
});

test('nothing_older_than_the_snapshot_is_applied', () => {
  const state = fold(emptyState(), snapshot(100, { ballots: [ballot('b1', 'open')] }));
  assert.equal(fold(state, push('ballot', 99, ballot('b1', 'ready'))), state);
  assert.equal(fold(state, push('ballot', 100, ballot('b1', 'closed'))).ballots.b1.phase, 'closed');
});

test('another_epoch_comes_only_with_a_snapshot', () => {
  const state = fold(emptyState(), snapshot(100));
  assert.equal(fold(state, push('agenda', 500, [{ id: 'x' }], 'e2')), state);
  const restored = fold(state, snapshot(7, {}, 'e2'));
  assert.deepEqual(position(restored), { epoch: 'e2', seq: 7 });
  assert.equal(fold(restored, push('agenda', 8, [{ id: 'x' }], 'e2')).agenda.length, 1);
});

test('before_the_first_snapshot_pushes_say_nothing', () => {
  const state = emptyState();
  assert.equal(fold(state, push('agenda', 1, [])), state);
  assert.equal(position(state), undefined);
});

test('only_lifecycle_pushes_move_the_place_to_resume_from', () => {
  const state = fold(emptyState(), snapshot(100));
  assert.equal(fold(state, push('turnout', 140, { voted: 3 })).seq, 100);
  assert.equal(fold(state, push('own', 140, { ballot: null })).seq, 140);
});

test('the_stage_is_what_is_voted_on_else_what_opened_last', () => {
  const open = ballot('b1', 'open', { opened_at_ms: 50 });
  const later = ballot('b2', 'declared', { opened_at_ms: 60 });
  const state = fold(emptyState(), snapshot(1, { ballots: [open, later, ballot('b3', 'ready')], stage: 'b2' }));
  assert.equal(stageBallot(state)?.id, 'b1');
  const closed = fold(state, push('ballot', 2, { ...open, phase: 'closed' }));
  assert.equal(stageBallot(closed)?.id, 'b2');
  assert.equal(stageBallot(fold(closed, push('ballot', 3, ballot('b3', 'open', { opened_at_ms: 40 }))))?.id, 'b3');
  assert.deepEqual(ballotsInOrder(state).map(({ id }) => id), ['b1', 'b2', 'b3']);
});

test('unknown_topics_and_frames_change_nothing', () => {
  const state = fold(emptyState(), snapshot(100));
  assert.equal(fold(state, push('weather', 101, {})), state);
  assert.equal(fold(state, { type: 'answer', ref: 1, ok: true }), state);
});
