// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../projector/sample.js';
import { emptyState } from '../shared/state.js';
import { Watermark } from '../shared/watermark.js';
import { canPress, liveBallot, nextAct, otherActs, waitingFor } from './acts.js';
import { cardsFor } from './figures.js';
import { closeQuestion, noteFor } from './notes.js';
import { scriptFor } from './script.js';
import { roomActs } from './views/rooms.js';
import { sittingWords } from './views/sitting.js';

/** @typedef {import('../shared/frames.js').BallotRoom} BallotRoom */
/** @param {...BallotRoom['phase']} phases @returns {BallotRoom[]} */
const rooms = (...phases) => phases.map((phase, i) => ({ id: `r${i}`, title: `第${i + 1}会场`, phase, opened_at_ms: null, closed_at_ms: null }));
const SITTING = { id: 's1', assembly: '', title: '', name: '', venue: '', rehearsal: false };
const ATTENDANCE = {
  expected: 9, present: 6, absent: 3, on_leave: 0, nonvoting_present: 0, quorum: { needed: 6, met: true, lost_at_ms: null }, delegations: [],
};
/** @param {Partial<import('../shared/state.js').State>} [over] */
const state = (over = {}) => ({ ...emptyState(), epoch: 'e', sitting: SITTING, attendance: ATTENDANCE, ...over });

test('a ballot in rooms is closed after the last of them', () => {
  const ballot = sample.motion({ in_rooms: true, rooms: rooms('closed', 'open', 'waiting') });
  assert.equal(nextAct(state({ ballots: { b1: ballot } }), ballot), 'wait_rooms');
  assert.equal(canPress('wait_rooms'), false);
  assert.match(noteFor(state(), ballot, null)?.text ?? '', /分会场 3 个：进行中 1，已结束 1/);
  const done = sample.motion({ in_rooms: true, rooms: rooms('closed', 'closed') });
  assert.equal(nextAct(state({ ballots: { b1: done } }), done), 'close_vote');
  assert.equal(otherActs(done).last_call, false, 'no deadline where rooms are waited for');
});

test('a room is opened once and closed once', () => {
  const [waiting, open, closed] = rooms('waiting', 'open', 'closed');
  assert.deepEqual(roomActs(sample.motion(), waiting), ['open_room', 'close_room']);
  assert.deepEqual(roomActs(sample.motion(), open), ['close_room']);
  assert.deepEqual(roomActs(sample.motion(), closed), []);
  assert.deepEqual(roomActs(sample.motion({ phase: 'suspended' }), open), []);
});

test('a poll beside the hall does not keep the chair from the next ballot', () => {
  const poll = sample.motion({ id: 'p', background: true });
  const next = sample.motion({ id: 'b1', phase: 'ready' });
  const at = state({ ballots: { p: poll, b1: next }, presence: { ballot: null, connected: 3, waiting: 0, polls: [{ ballot: 'p', voted: 2, electorate: 5 }] } });
  assert.equal(liveBallot(at), null);
  assert.equal(nextAct(at, next), 'open');
  const live = state({ ballots: { p: poll, b1: sample.motion({ id: 'b1' }) } });
  assert.equal(nextAct(live, poll), 'close_vote');
  assert.equal(cardsFor(at, poll, 0).find(({ id }) => id === 'voted')?.value, '2 / 5');
});

test('a poll beside the hall is never closed without a question', () => {
  const poll = sample.motion({ id: 'p', kind: 'opinion_poll', background: true, deadline_ms: new Date(2026, 2, 5, 18, 0).getTime() });
  const at = (/** @type {number} */ voted) => state({ ballots: { p: poll }, presence: { ballot: null, connected: 3, waiting: 0, polls: [{ ballot: 'p', voted, electorate: 5 }] } });
  assert.equal(waitingFor(at(2), poll), 3);
  assert.equal(closeQuestion(at(2), poll), '现在结束，将有 3 人未作答。原定进行到 03-05 18:00。');
  assert.equal(noteFor(at(2), poll, null)?.text, '现在结束，将有 3 人未作答。');
  assert.deepEqual(cardsFor(at(2), poll, 0).find(({ id }) => id === 'waiting'), { id: 'waiting', label: '尚未作答', value: '3', tone: undefined });
  assert.equal(closeQuestion(at(5), poll), '原定进行到 03-05 18:00。');
  // Where the rules hide the turnout, nobody knows how many are missing.
  const hidden = state({ ballots: { p: poll }, presence: { ballot: null, connected: 3, waiting: 0, polls: [] } });
  assert.equal(waitingFor(hidden, poll), null);
  assert.equal(closeQuestion(hidden, { ...poll, deadline_ms: null }), '');
  const vote = sample.motion();
  const hall = (/** @type {number|null} */ waiting) => state({ presence: { ballot: 'b1', connected: 9, waiting } });
  assert.deepEqual([0, 2, null].map((waiting) => closeQuestion(hall(waiting), vote)), [null, '现在结束，将有 2 位在线代表未表决。', '']);
});

test('the chair hears since when the quorum is lost', () => {
  assert.deepEqual(sittingWords(state()), { text: '尚未宣布开会 · 实到 6 人，法定 6 人 · 符合法定人数', tone: 'plain' });
  const at = new Date(2026, 2, 5, 10, 32).getTime();
  const lost = sittingWords(state({
    sitting: { ...SITTING, opened_at_ms: at }, attendance: { ...ATTENDANCE, present: 5, quorum: { needed: 6, met: false, lost_at_ms: at } },
  }));
  assert.deepEqual(lost, { text: '已开会 10:32 · 实到 5 人，法定 6 人 · 不足法定人数，自 10:32 起', tone: 'bad' });
  assert.equal(sittingWords(emptyState()), null);
});

test('whoever is waited for is named before the close', () => {
  const ballot = sample.motion({ not_voted: 'block_close' });
  const at = state({ presence: { ballot: 'b1', connected: 9, waiting: 3 } });
  assert.match(noteFor(at, ballot, null)?.text ?? '', /在场还有 3 人未按/);
});

test('nothing is read out in a rehearsal without saying so', () => {
  const ballot = sample.motion({ phase: 'declared', count: sample.motionCount(199) });
  const rehearsal = state({ sitting: { ...SITTING, rehearsal: true } });
  assert.match(scriptFor(rehearsal, ballot)[0], /演练/);
  assert.doesNotMatch(scriptFor(state(), ballot).join(''), /演练/);
  assert.notEqual(Watermark({ rehearsal: true }), null);
  assert.equal(Watermark({ rehearsal: false }), null);
  assert.equal(Watermark({ rehearsal: undefined }), null);
});
