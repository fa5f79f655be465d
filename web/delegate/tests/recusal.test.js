// The paper of somebody who is recused from some of its rows.
import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold, rollOf } from '../../shared/state.js';
import { isAllEqual, layoutOf, mark, missingCells, mustDiffer, shortOf } from '../paper.js';
import { forMe, itemsOf, numberOf, recusedItems } from '../recusal.js';
import { sceneOf, voteOn } from '../scene.js';

const item = (id) => ({ id, title: `第${id}项`, note: '', details: [], person: null });
const grades = ['yes', 'no', 'abstain'].map((id) => ({ id, zh: id, en: id, shape: 'dot', role: 'grade' }));
const matrix = {
  id: 'b1', phase: 'open', opened_at_ms: 1, secrecy: 'recorded', change_of_vote: 'last_wins', number: 1, round: 1,
  form: { kind: 'marks', rows: [item('1'), item('2')], grades, blank_rows: 'refused', quotas: [] },
};
const picks = { ...matrix, form: { kind: 'picks', options: [item('1'), item('2'), item('3')], min: 0, max: 3 } };
const own = (rows, more = {}) => ({ ballot: 'b1', present: true, may_vote: true, reason: null, vote: null, recused: { rows, reason: '近亲属' }, annulled: 0, ...more });
const known = (ballot, mine) => ({
  state: { ...emptyState(), epoch: 'e', ballots: { b1: ballot }, own: mine }, status: { state: 'online', since: 0 }, pending: {}, outcomes: {}, drafts: {},
});

test('a recused row is not asked, and the paper is complete without it', () => {
  const mine = forMe(matrix, own(['1']));
  assert.deepEqual(itemsOf(mine).map(({ id }) => id), ['2']);
  assert.deepEqual(missingCells(mine.form, { form: 'marks', marks: { 2: 'yes' } }), []);
  assert.equal(layoutOf(mine), 'matrix', 'a row keeps its name');
  assert.deepEqual(recusedItems(matrix, own(['1'])).map(({ id }) => id), ['1']);
});

test('who is recused from nothing has the paper itself, and from the whole ballot no paper', () => {
  assert.equal(forMe(matrix, own(null)), matrix);
  assert.equal(forMe(matrix, null), matrix);
  assert.equal(sceneOf(known(matrix, own(null, { may_vote: false, reason: 'recused' }))).kind, 'recused');
});

test('the rows that are left keep the numbers of the printed paper', () => {
  const left = itemsOf(forMe(picks, own(['2'])));
  assert.deepEqual(left.map((option) => numberOf(left, option)), [1, 3]);
  const all = itemsOf(structuredClone(picks));
  assert.deepEqual(all.map((option) => numberOf(all, option)), [1, 2, 3]);
});

test('no more of a grade is asked for than rows are left', () => {
  const form = { ...matrix.form, quotas: [{ grade: 'yes', min: 2, max: 2 }], all_equal: 'refused' };
  const left = forMe({ ...matrix, form }, own(['1'])).form;
  const paper = mark(null, '2', 'yes');
  assert.equal(shortOf(left, paper), null);
  assert.deepEqual(shortOf(left, mark(null, '2', 'no')), { grade: 'yes', min: 1, given: 0, criterion: null });
  assert.equal(isAllEqual(left, paper), false, 'the one row that is left equals only itself');
  assert.equal(mustDiffer(left), false);
  assert.ok(isAllEqual(form, mark(mark(null, '1', 'no'), '2', 'no')));
  assert.equal(shortOf(form, mark(mark(null, '1', 'yes'), '2', 'no'))?.min, 2);
});

test('no more of a grade is asked for in each criterion than rows are left', () => {
  const criteria = [{ id: 'a', zh: '能', en: 'A', weight: 1 }, { id: 'b', zh: '廉', en: 'B', weight: 1 }];
  const form = { ...matrix.form, criteria, quotas: [{ grade: 'yes', min: 2, max: 2 }], all_equal: 'refused' };
  const left = forMe({ ...matrix, form }, own(['1'])).form;
  const paper = mark(mark(null, '2_a', 'yes'), '2_b', 'yes');
  assert.equal(shortOf(left, paper), null);
  assert.ok(isAllEqual(left, paper), 'two cells of one row can differ');
});

test('no more can be picked than options are left', () => {
  assert.equal(forMe(picks, own(['3'])).form.max, 2);
});

test('the receipt of an act that was taken out stands for nothing', () => {
  const receipt = { revision: 1, seq: 5, cast_id: 'c', at_ms: 1, hash: 'h' };
  const outcomes = { b1: { receipt, paper: null } };
  assert.ok(voteOn(matrix, { ...known(matrix, own(['1'])), outcomes }).recorded);
  assert.equal(voteOn(matrix, { ...known(matrix, own(['1'], { annulled: 1 })), outcomes }).recorded, null);
  const again = { b1: { receipt: { ...receipt, revision: 2 }, paper: null } };
  assert.ok(voteOn(matrix, { ...known(matrix, own(['1'], { annulled: 1 })), outcomes: again }).recorded);
});

test('in a roll call whoever is not called waits', () => {
  const mine = own([], { recused: null, may_vote: false, reason: 'not_called' });
  assert.equal(sceneOf(known({ ...matrix, secrecy: 'roll_call' }, mine)).kind, 'not_called');
});

test('a call is newer than the ballot it belongs to, in whatever order they come', () => {
  const roll = (name) => ({ ballot: 'b1', order: 3, round: 1, called: { id: name, name }, next: [], passed: 0 });
  const at = (seq) => ({ epoch: 'e', seq });
  const frames = [
    { type: 'push', topic: 'ballot', at: at(5), data: { ...matrix, roll: roll('甲') } },
    { type: 'push', topic: 'roll', at: at(7), data: roll('丙') },
    { type: 'push', topic: 'roll', at: at(6), data: roll('乙') },
  ];
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1, 0, 2]]) {
    const state = order.reduce((before, i) => fold(before, frames[i]), { ...emptyState(), epoch: 'e' });
    assert.equal(rollOf(state, state.ballots.b1)?.called?.name, '丙');
  }
  const later = fold(fold({ ...emptyState(), epoch: 'e' }, frames[1]), { type: 'push', topic: 'ballot', at: at(9), data: { ...matrix, roll: roll('丁') } });
  assert.equal(rollOf(later, later.ballots.b1)?.called?.name, '丁');
});
