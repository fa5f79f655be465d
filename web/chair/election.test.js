// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../projector/sample.js';
import { selectionRows } from '../projector/rows.js';
import { cutOf, followUps, followUpWords, openLines, settledLines } from '../shared/standing.js';
import { emptyState } from '../shared/state.js';
import { nextAct } from './acts.js';
import { resultScript } from './script-result.js';
import { scriptFor } from './script.js';

const COUNT = sample.selectionCount([204, 201, 149, 149, 75], 3);
const TIE = { items: ['3', '4'], open_places: 1 };
/** @param {object} over of the standing @param {object} [more] of the ballot */
const ballot = (over, more = {}) => sample.selection({
  kind: 'election', phase: 'counted', ...more, count: {
    ...COUNT, standing: { selected: ['1', '2'], tie: TIE, open: 0, withdrawn: [], decided: null, follow_ups: [], tie_rule: 'lot', shortfall_rule: 'accept_fewer',
      decide: false, lot: false, ...over },
  },
});
const next = (/** @type {any} */ one) => nextAct(emptyState(), one);

test('the chair waits for the ruling on names, and says so', () => {
  const waiting = sample.selection({ kind: 'election', phase: 'closed', write_ins: { waiting: true, names: null } });
  assert.equal(next(waiting), 'wait_rulings');
  assert.match(scriptFor(emptyState(), waiting)[0], /总监票人认定/);
});

test('a tie that the rule leaves to chair or lot comes before the declaration', () => {
  assert.equal(next(ballot({ lot: true })), 'draw_lot');
  assert.equal(next(ballot({ tie_rule: 'chair_decides', decide: true })), 'decide_tie');
  assert.equal(next(ballot({ tie_rule: 'revote_among_tied' })), 'declare');
  assert.equal(next(ballot({ tie: null, decided: { items: ['4'], by: 'lot', reason: '', seed: '7' } })), 'declare');
  const prepared = [{ why: 'run_off', places: 1, prepared: true, items: [] }];
  assert.equal(next(ballot({ tie_rule: 'chair_decides', decide: true, follow_ups: prepared })), 'declare');
  assert.equal(next(ballot({ lot: true }, { certification: true })), 'wait_certify');
});

test('what was settled is said, shown and read out', () => {
  const drawn = ballot({ selected: ['1', '2', '4'], tie: null, decided: { items: ['4'], by: 'lot', reason: '', seed: '726' } });
  assert.deepEqual(settledLines(drawn), ['得票相等，抽签产生：候选项目 04（种子 726）']);
  assert.deepEqual(selectionRows(drawn).map((row) => row.word), ['当选', '当选', '未当选', '当选', '未过半数']);
  assert.match(resultScript(drawn).join(''), /下列 3 名当选：.*候选项目 04/);
  const gone = ballot({ selected: ['2', '3'], tie: null, open: 1, withdrawn: [{ item: '1', reason: '本人不接受' }] });
  assert.equal(selectionRows(gone)[0].word, '退出');
  assert.deepEqual(openLines(gone), ['缺额 1 个，不补足']);
});

test('a line is drawn only where all above it are in', () => {
  const settled = (/** @type {object} */ over) => cutOf(ballot({ tie: null, ...over }));
  assert.deepEqual(cutOf(ballot({})), { item: '2', n: 2 }, 'a tie stands below the line');
  assert.deepEqual(settled({ selected: ['1', '2', '3'], decided: { items: ['3'], by: 'lot', reason: '', seed: '1' } }), { item: '3', n: 3 });
  assert.equal(settled({ selected: ['1', '2', '4'], decided: { items: ['4'], by: 'lot', reason: '', seed: '1' } }), null, 'the lot went to the lower row');
  assert.deepEqual(settled({ selected: ['1', '2', '3', '4'], tie_rule: 'all_tied_in' }), { item: '4', n: 4 }, 'more than there are places');
  assert.equal(settled({ selected: ['2', '3'], withdrawn: [{ item: '1', reason: '本人不接受' }] }), null, 'one in front withdrew');
  assert.deepEqual(settled({ selected: ['1', '3'], withdrawn: [{ item: '2', reason: '本人不接受' }] }), null);
});

test('the line of an evaluation stands under the last of the limited grade', () => {
  const count = sample.evaluationCount(12);
  assert.deepEqual(cutOf(sample.evaluation({ count })), { item: '10', n: 10 });
  assert.equal(cutOf(sample.evaluation({ count: sample.evaluationCount(12, 'ladder') })), null);
});

test('exactly the tied stand in a run-off, and the list is shown', () => {
  const asked = { why: 'run_off', places: 1, prepared: false, items: [{ id: '3', title: '甲' }, { id: '4', title: '乙' }] };
  const tied = ballot({ tie_rule: 'revote_among_tied', follow_ups: [asked] });
  assert.deepEqual(followUps(tied).map(followUpWords), ['再次投票：甲、乙；2 选 1']);
  assert.deepEqual(openLines(tied), ['候选项目 03、候选项目 04 得票相等，就余下 1 个名额再次投票']);
});

test('somebody written in is called by name', () => {
  const count = { ...COUNT, rows: [{ item: 'w1', votes: 120, name: '张三' }], outcome: { ...COUNT.outcome, rows: [{ item: 'w1', votes: 120, rank: 1, verdict: 'selected' }] } };
  const [row] = selectionRows(sample.selection({ kind: 'election', phase: 'declared', count }));
  assert.deepEqual([row.title, row.note, row.word], ['张三', '另选', '当选']);
});
