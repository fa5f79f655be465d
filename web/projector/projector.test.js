// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold } from '../shared/state.js';
import { columnsOf, lineOf, matrixRows } from './columns.js';
import { emptyGuard, raise } from './guard.js';
import { nextPage, paginate, titleStep, width } from './paging.js';
import { candidatesOf, cutLine, selectionRows } from './rows.js';
import { eligibleOf, pictureOf, sceneOf, tallyOf } from './scene.js';
import { anchored } from './views/anchor.js';
import { publishedPapers } from './views/frame.js';
import * as sample from './sample.js';

/** @param {import('../shared/frames.js').Ballot[]} ballots @param {object} [over] */
const stateOf = (ballots, over) => fold(emptyState(), { type: 'push', topic: 'snapshot', at: { epoch: 'e', seq: 1 }, data: sample.snapshot(ballots, over) });

test('a figure on the screen never falls within a ballot', () => {
  let guard = emptyGuard();
  const shown = [];
  for (const voted of [3, 10, 7, null, 12, 11]) {
    guard = raise(guard, 'e', 'b1', voted);
    shown.push(guard.voted);
  }
  assert.deepEqual(shown, [3, 10, 10, 10, 12, 12]);
});

test('another ballot and a restored record start the figure afresh', () => {
  const guard = raise(emptyGuard(), 'e1', 'b1', 180);
  assert.equal(raise(guard, 'e1', 'b2', 4).voted, 4);
  assert.equal(raise(guard, 'e2', 'b1', 90).voted, 90);
});

test('an unchanged figure keeps the same guard, so that nothing is drawn again', () => {
  const guard = raise(emptyGuard(), 'e', 'b1', 5);
  assert.equal(raise(guard, 'e', 'b1', 4), guard);
});

test('pages hold ten rows of one line, in order, none lost', () => {
  for (const [n, pages] of [[0, 1], [1, 1], [10, 1], [11, 2], [20, 2], [200, 20]]) {
    const cut = paginate(sample.items(n), 25);
    assert.equal(cut.length, pages, `${n} rows`);
    assert.deepEqual(cut.flat(), sample.items(n));
  }
});

test('titles of several lines leave fewer rows on a page', () => {
  const long = sample.items(12).map((item) => ({ ...item, title: '长'.repeat(60) }));
  const cut = paginate(long, 25);
  assert.ok(cut.every((rows) => rows.length <= 4));
  assert.deepEqual(cut.flat(), long);
  assert.deepEqual(paginate(sample.items(12), 25, 5).map((rows) => rows.length), [5, 5, 2]);
});

test('a title longer than a page still gets one', () => {
  assert.equal(paginate([{ title: '长'.repeat(2000) }, { title: '短' }], 25).length, 2);
});

test('pages turn round', () => {
  assert.equal(nextPage(1, 1, 2), 0);
  assert.equal(nextPage(0, -1, 20), 19);
});

test('long titles shrink in steps', () => {
  assert.equal(titleStep('表决选举办法（草案）'), 1);
  assert.equal(titleStep(sample.TITLE), 2);
  assert.equal(titleStep('字'.repeat(70)), 3);
  assert.equal(titleStep('字'.repeat(500)), 6);
  assert.ok(width('2026') < width('二〇二六'));
});

/** @type {[import('../shared/frames.js').Phase, object, string][]} */
const SCENES = [
  ['open', {}, 'voting'], ['suspended', {}, 'suspended'], ['closed', {}, 'counting'], ['counted', {}, 'waiting'],
  ['counted', { count: sample.motionCount(199) }, 'result'], ['certified', {}, 'waiting'],
  ['declared', { count: sample.motionCount(199) }, 'result'], ['voided', { void_reason: '' }, 'voided'],
];
for (const [phase, over, scene] of SCENES) {
  test(`${phase}${'count' in over ? ' with a count' : ''} is shown as ${scene}`, () => {
    assert.equal(sceneOf(stateOf([sample.motion({ phase, ...over })])).scene, scene);
  });
}

test('without an opened ballot the hall sees who is here', () => {
  assert.equal(sceneOf(stateOf([sample.motion({ phase: 'ready', opened_at_ms: null })])).scene, 'idle');
});

test('each outcome has its picture', () => {
  const counts = sample.count({ kind: 'counts' });
  assert.equal(pictureOf(sample.motion({ count: sample.motionCount(199) })), 'bars');
  assert.equal(pictureOf(sample.motion({ count: sample.count({ kind: 'no_result', reason: 'no_papers' }) })), 'no_result');
  assert.equal(pictureOf(sample.selection({ count: sample.selectionCount([3, 2, 1], 2) })), 'selection');
  assert.equal(pictureOf(sample.selection({ count: counts })), 'options');
  assert.equal(pictureOf(sample.evaluation({ count: sample.evaluationCount(20) })), 'matrix');
  assert.equal(pictureOf(sample.evaluation({ count: sample.evaluationCount(20, 'ladder') })), 'matrix');
});

test('turnout of another ballot is not shown', () => {
  const state = stateOf([sample.motion()], { turnout: { ballot: 'old', voted: 200, eligible: 209, electorate: 226 } });
  assert.equal(eligibleOf(state.ballots.b1, state), null);
});

test('the line is drawn under the last who is in, before a tie', () => {
  const ballot = sample.selection({ count: sample.selectionCount([204, 201, 149, 149, 75], 3) });
  const rows = selectionRows(ballot);
  assert.deepEqual(cutLine(ballot), { after: '2', word: '以上 2 项入选' });
  assert.deepEqual(rows.map((row) => row.word), ['入选', '入选', '得票相等', '得票相等', '未过半数']);
  assert.deepEqual(rows.map((row) => row.lead), ['1', '2', '3', '3', '5']);
  assert.equal(cutLine(sample.selection({ count: sample.selectionCount([204, 201, 149], 3) })), null, 'nobody is out');
  assert.equal(cutLine(sample.selection({ count: sample.selectionCount([75, 60], 1) })), null, 'nobody is in');
  const few = sample.selection({ kind: 'election', count: sample.selectionCount([204, 201, 75, 60], 3) });
  assert.deepEqual(cutLine(few), { after: '2', word: '以上 2 名当选' });
});

test('who was written in is no candidate', () => {
  const count = sample.selectionCount(Array.from({ length: 12 }, (_, i) => 200 - i), 8);
  assert.equal(candidatesOf(sample.selection({ count })), 10);
});

test('with criteria papers are counted once, and blanks not for the row', () => {
  const criteria = [{ id: 'ability', zh: '能', en: 'Ability', weight: 60 }, { id: 'probity', zh: '廉', en: 'Probity', weight: 40 }];
  const form = { .../** @type {import('../shared/frames.js').MarksForm} */ (sample.evaluation().form), criteria };
  const count = sample.evaluationCount(20);
  const columns = (/** @type {object} */ over) => {
    const [first, ...others] = /** @type {any[]} */ (count.rows);
    const ballot = sample.evaluation({ form, count: { ...count, rows: [{ ...first, ...over }, ...others] } });
    return columnsOf(ballot, matrixRows(ballot, /** @type {any} */ (ballot.count?.rows), count.outcome.rows)).map(({ id, of }) => [id, of]);
  };
  const ids = (/** @type {object} */ over) => columns(over).map(([id]) => id);
  assert.ok(!ids({ blank: 6 }).includes('blank'));
  assert.ok(ids({ invalid: 2 }).includes('invalid'));
  const invalid = columns({ invalid: null }).find(([id]) => id === 'invalid')?.[1];
  assert.equal(/** @type {any} */ (invalid)({ row: { invalid: null } }), '–');
  const one = sample.motion({ form: { .../** @type {any} */ (sample.motion().form), criteria }, count: sample.count({ kind: 'counts' }) });
  assert.equal(pictureOf(one), 'matrix', 'marks of criteria are no bars of votes');
});

test('a matrix shows only the columns a ballot has', () => {
  const ids = (/** @type {any} */ ballot) => columnsOf(ballot, matrixRows(ballot, ballot.count.rows, ballot.count.outcome.rows)).map((column) => column.id);
  const quota = sample.evaluation({ count: sample.evaluationCount(20) });
  assert.deepEqual(ids(quota).slice(0, 3), ['lead', 'title', 'note']);
  assert.deepEqual(ids(quota).slice(-2), ['score', 'verdict']);
  assert.equal(ids(sample.evaluation({ count: sample.evaluationCount(20, 'ladder') })).at(-2), 'share');
  assert.ok(!ids(quota).includes('recused'));
  const [first, ...others] = /** @type {any[]} */ (quota.count?.rows);
  const recused = { ...quota, count: { ...quota.count, rows: [{ ...first, recused: 1 }, ...others] } };
  assert.deepEqual(ids(recused).slice(-3), ['recused', 'score', 'verdict']);
});

test('a long title takes the room of the note', () => {
  const form = { ...sample.evaluation().form, rows: sample.items(20, '很长很长很长很长很长很长很长的评议对象') };
  const ballot = sample.evaluation({ form: /** @type {any} */ (form), count: sample.evaluationCount(20) });
  const columns = columnsOf(ballot, matrixRows(ballot, /** @type {any} */ (ballot.count?.rows), ballot.count?.outcome.rows));
  assert.ok(columns.every((column) => column.id !== 'note'));
  assert.ok(lineOf(columns) > 10);
});

test('totals of a secret ballot are shown only where its rules say so by name', () => {
  const tally = { ballot: 'b1', voted: 3, rows: [] };
  const shown = (/** @type {object} */ over, /** @type {any} */ some = tally) => {
    const ballot = sample.motion(over);
    return tallyOf(stateOf([ballot], { tally: some }), ballot);
  };
  assert.equal(shown({ show_while_open: 'tally' }), null);
  assert.equal(shown({ show_while_open: 'turnout', live_tally_in_secret: true }), null);
  assert.equal(shown({ show_while_open: 'tally', live_tally_in_secret: true }), tally);
  assert.equal(shown({ show_while_open: 'tally', secrecy: 'recorded' }), tally);
  assert.equal(shown({ show_while_open: 'tally', secrecy: 'recorded' }, { ...tally, ballot: 'old' }), null);
  assert.equal(shown({ show_while_open: 'tally', secrecy: 'recorded' }, null), null);
});

test('published papers are counted, not listed', () => {
  /** @type {any} */
  const paper = { form: 'marks', marks: {} };
  assert.equal(publishedPapers(sample.motion({ papers: [{ paper, count: 60 }, { paper, count: 1 }] })), 61);
  assert.equal(publishedPapers(sample.motion()), 0);
});

test('the corner is kept free for an anchor only where there is one', () => {
  assert.equal(anchored('result', { healthy: true }), 'result');
  assert.equal(anchored('result', { healthy: true, anchor: null }), 'result');
  assert.equal(anchored('result', { healthy: true, anchor: { text: '', size: 1, root: '', words: { zh: [], en: [] } } }), 'result anchored');
});
