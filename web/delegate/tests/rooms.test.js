import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold, pollsBeside, stageBallot } from '../../shared/state.js';
import { sceneOf } from '../scene.js';
import { ballot, own, push, snapshot, vote } from './sample.js';

const PAPER = { form: 'marks', marks: { 1: 'yes' } };
const POLL = ballot({ id: 'p', number: 2, title: '意见征询', background: true, opened_at_ms: 2, presence_needed: false });
const answered = { ballot: 'p', may_vote: true, reason: null, vote: null };

/** @param {any} state @param {string|null} [poll] */
const scene = (state, poll = null) => sceneOf({ state, status: { state: 'online', since: 0 }, pending: {}, outcomes: {}, drafts: {}, poll });

test('a_poll_beside_the_hall_is_never_on_stage', () => {
  const state = fold(emptyState(), snapshot([ballot(), POLL], own({ polls: [answered] })));
  assert.equal(stageBallot(state)?.id, 'b');
  assert.deepEqual(pollsBeside(state).map(({ id }) => id), ['p']);
  const alone = fold(emptyState(), snapshot([POLL], own({ ballot: null, polls: [answered] }), { stage: null }));
  assert.equal(stageBallot(alone), null);
  assert.equal(scene(alone).kind, 'waiting');
});

test('whoever_looks_at_a_poll_sees_its_paper_and_the_own_answer', () => {
  const mine = own({ present: false, may_vote: false, reason: 'not_present', polls: [{ ...answered, vote: vote(PAPER) }] });
  const state = fold(emptyState(), snapshot([ballot(), POLL], mine));
  assert.equal(scene(state).kind, 'not_present', 'the hall wants everybody signed in');
  const at = scene(state, 'p');
  assert.equal(at.kind, 'paper', 'the poll does not');
  assert.deepEqual(at.vote.recorded?.paper, PAPER);
  assert.equal(at.vote.ballot.id, 'p');
});

test('the_own_room_decides_whether_there_is_a_paper', () => {
  const room = (/** @type {string} */ phase) => ({ id: 'east', title: '东会场', phase });
  const of = (/** @type {string} */ reason, over = {}) => fold(emptyState(), snapshot([ballot({ rooms: [room('open')] })],
    own({ may_vote: false, reason, room: room('waiting'), ...over })));
  assert.equal(scene(of('room_not_open')).kind, 'room_not_open');
  assert.equal(scene(of('room_closed')).kind, 'room_closed');
  assert.equal(scene(of('remote_refused')).kind, 'remote_refused');
  const voted = scene(of('room_closed', { vote: vote(PAPER) }));
  assert.equal(voted.kind, 'paper', 'a vote that is recorded is shown');
  assert.equal(voted.vote.mayChange, false);
  const opened = fold(of('room_not_open'), push('own', 6, own({ room: room('open') })));
  assert.equal(scene(opened).kind, 'paper');
});
