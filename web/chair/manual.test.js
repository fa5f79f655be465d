// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../projector/sample.js';
import { emptyState, fold } from '../shared/state.js';
import { fallbacks, nextAct } from './acts.js';
import { noteFor } from './notes.js';
import { scriptFor } from './script.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @param {Ballot} ballot */
const stateOf = (ballot) => fold(emptyState(), { type: 'push', topic: 'snapshot', at: { epoch: 'e', seq: 1 }, data: sample.snapshot([ballot]) });

const NOT_YET = { entered: false, confirmed: false, entry: null, left_over: null };
/** @param {object} [over] @returns {import('../shared/frames.js').Manual} */
const manual = (over = {}) => ({
  corrections: [], corrected: 0, notes: [], on_paper: 0, reported: 208, signed_in: 209, voted: 0, accounts: NOT_YET, counted: NOT_YET,
  differences: [{ about: 'issued', zh: '发出票数与签到的有表决权人数不等', en: 'papers issued are not the voters signed in', explained: null }],
  proposal: null, assisted: 0, ...over,
});
const accounts = { entered: true, confirmed: true, entry: { kind: 'accounts', printed: 220, issued: 208, replaced: 0, returned: 208 }, left_over: 12 };

test('while people count the chair waits, and explains what differs', () => {
  const hands = sample.motion({ casting: 'hands', secrecy: 'recorded', phase: 'closed', manual: manual({ differences: [] }) });
  assert.equal(nextAct(stateOf(hands), hands), 'wait_entry');
  const paper = sample.motion({ casting: 'paper', phase: 'closed', manual: manual({ accounts }) });
  assert.equal(nextAct(stateOf(paper), paper), 'explain');
  assert.equal(noteFor(stateOf(paper), paper, null)?.text, '发出票数与签到的有表决权人数不等（208 / 209） · 尚未说明');
  const [difference] = manual().differences ?? [];
  const explained = sample.motion({ casting: 'paper', phase: 'closed', manual: manual({ accounts, differences: [{ ...difference, explained: '一人未领票' }] }) });
  assert.equal(nextAct(stateOf(explained), explained), 'wait_entry');
  assert.deepEqual(scriptFor(stateOf(explained), explained), [
    '发出票 208 张，收回票 208 张，收回票数不多于发出票数，本次投票有效。', '现在请监票人、计票人计票。',
  ]);
});

test('the chair is told of a difference before the papers are filled', () => {
  const open = sample.motion({ casting: 'paper', manual: manual() });
  assert.equal(noteFor(stateOf(open), open, null)?.tone, 'warn');
  assert.match(scriptFor(stateOf(open), open)[0], /发出票 208 张，签到的有表决权人 209 人/);
});

test('hands are asked for one choice after the other', () => {
  const open = sample.motion({ casting: 'hands', secrecy: 'recorded', manual: manual({ differences: [] }) });
  assert.match(scriptFor(stateOf(open), open)[0], /同意的请举手/);
});

test('what takes over when the tablets fail is offered until the close', () => {
  const fallback = /** @type {import('../shared/frames.js').Casting[]} */ (['hands', 'paper']);
  assert.deepEqual(fallbacks(sample.motion({ fallback })), ['hands', 'paper']);
  assert.deepEqual(fallbacks(sample.motion({ fallback, phase: 'ready' })), ['hands', 'paper']);
  assert.deepEqual(fallbacks(sample.motion({ fallback, phase: 'closed' })), []);
  assert.deepEqual(fallbacks(sample.motion()), []);
});

test('a corrected result is read as corrected', () => {
  const count = sample.motionCount(199);
  const corrected = sample.motion({ casting: 'hands', phase: 'counted', count, manual: manual({ corrected: 1, differences: [] }) });
  assert.equal(scriptFor(stateOf(corrected), corrected)[0], '经复核，计票结果更正如下：');
});
