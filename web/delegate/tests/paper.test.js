import test from 'node:test';
import assert from 'node:assert/strict';
import { blockedBy, fitting, isAllEqual, layoutOf, mark, missingCells, shortOf, used } from '../paper.js';
import { toggle } from '../picks.js';

const rows = (n) => Array.from({ length: n }, (_, i) => ({ id: String(i + 1), title: `第${i + 1}项`, note: '', details: [] }));
const grades = ['outstanding', 'competent', 'incompetent'].map((id) => ({ id, zh: id, en: id, shape: 'none', role: 'grade' }));
const matrix = { kind: 'marks', rows: rows(3), grades, blank_rows: 'abstain', quotas: [{ grade: 'outstanding', max: 2 }] };
const picks = { kind: 'picks', options: rows(4), min: 1, max: 2 };

test('the_form_decides_how_the_paper_is_laid_out', () => {
  assert.equal(layoutOf({ form: { ...matrix, rows: rows(1) } }), 'choices');
  assert.equal(layoutOf({ form: matrix }), 'matrix');
  assert.equal(layoutOf({ form: { ...matrix, rows: rows(1), grades: [...grades, ...grades] } }), 'matrix');
  assert.equal(layoutOf({ form: picks }), 'picks');
  assert.equal(layoutOf({ form: { ...picks, crosses: true } }), 'candidates');
});

test('a_quota_blocks_only_what_is_beyond_it', () => {
  const paper = mark(mark(null, '1', 'outstanding'), '2', 'outstanding');
  assert.equal(used(paper, 'outstanding'), 2);
  assert.equal(blockedBy(matrix, paper, '3', 'outstanding')?.max, 2);
  assert.equal(blockedBy(matrix, paper, '1', 'outstanding'), undefined);
  assert.equal(blockedBy(matrix, mark(paper, '1', null), '3', 'outstanding'), undefined);
  assert.equal(blockedBy(matrix, paper, '3', 'competent'), undefined);
});

const criteria = [{ id: 'ability', zh: '能', en: 'Ability', weight: 60 }, { id: 'probity', zh: '廉', en: 'Probity', weight: 40 }];
const graded = { ...matrix, criteria, blank_rows: 'refused', all_equal: 'refused', quotas: [{ grade: 'incompetent', min: 1, max: 2 }] };
const filled = (/** @type {string[]} */ ids) => ids.reduce((paper, id, i) => mark(paper, `${Math.floor(i / 2) + 1}_${criteria[i % 2].id}`, id), /** @type {any} */ (null));

test('a_paper_of_criteria_has_a_cell_for_each_of_them', () => {
  assert.equal(layoutOf({ form: { ...graded, rows: rows(1) } }), 'matrix');
  const cells = missingCells(graded, mark(null, '1_probity', 'competent'));
  assert.deepEqual(cells.map(({ id, number }) => [id, number]), [['1_ability', 1], ['2_ability', 2], ['2_probity', 2], ['3_ability', 3], ['3_probity', 3]]);
  assert.deepEqual(fitting({ form: graded }, { form: 'marks', marks: { 1: 'competent', '1_ability': 'competent' } }), { form: 'marks', marks: { '1_ability': 'competent' } });
});

test('a_lower_quota_says_what_is_still_missing_in_each_criterion', () => {
  assert.equal(shortOf({ ...matrix, quotas: [{ grade: 'incompetent', min: 2, max: 3 }] }, mark(null, '2', 'incompetent'))?.given, 1);
  const paper = filled(['incompetent', 'competent', 'competent', 'competent', 'competent', 'competent']);
  assert.deepEqual([shortOf(graded, paper)?.criterion?.id, shortOf(graded, paper)?.given], ['probity', 0]);
  assert.equal(shortOf(graded, mark(paper, '2_probity', 'incompetent')), null);
  // Two of two are given in one criterion: a third is blocked there and not in the other.
  const full = mark(paper, '2_ability', 'incompetent');
  assert.equal(blockedBy(graded, full, '3_ability', 'incompetent')?.max, 2);
  assert.equal(blockedBy(graded, full, '3_probity', 'incompetent'), undefined);
});

test('the_same_grade_everywhere_is_told_where_the_rule_says_no_to_it', () => {
  const same = filled(Array(6).fill('competent'));
  assert.ok(isAllEqual(graded, same));
  assert.ok(!isAllEqual({ ...graded, all_equal: 'allowed' }, same));
  assert.ok(!isAllEqual(graded, mark(same, '3_probity', 'outstanding')));
  assert.ok(!isAllEqual(graded, mark(same, '3_probity', null)));
});

test('missing_rows_come_in_paper_order', () => {
  assert.deepEqual(missingCells(matrix, mark(null, '2', 'competent')).map(({ id }) => id), ['1', '3']);
  assert.equal(missingCells(matrix, null).length, 3);
});

test('picks_stop_at_the_limit_and_stay_in_paper_order', () => {
  const one = toggle(picks, null, '3').paper;
  const two = toggle(picks, one, '1').paper;
  assert.deepEqual(two.picks, ['1', '3']);
  const over = toggle(picks, two, '4');
  assert.deepEqual([over.over, over.paper.picks], [true, ['1', '3']]);
  assert.deepEqual(toggle(picks, two, '3').paper.picks, ['1']);
});

test('a_single_pick_moves', () => {
  const one = toggle({ ...picks, max: 1 }, null, '3').paper;
  assert.deepEqual(toggle({ ...picks, max: 1 }, one, '1'), { paper: { form: 'picks', picks: ['1'] }, over: false });
  assert.deepEqual(toggle({ ...picks, max: 1 }, one, '3').paper.picks, []);
});

test('an_old_draft_keeps_only_what_the_paper_knows', () => {
  assert.deepEqual(fitting({ form: matrix }, { form: 'marks', marks: { 1: 'competent', 9: 'competent', 2: 'gone' } }), { form: 'marks', marks: { 1: 'competent' } });
  assert.deepEqual(fitting({ form: picks }, { form: 'picks', picks: ['9', '2'] }), { form: 'picks', picks: ['2'] });
  assert.equal(fitting({ form: picks }, { form: 'marks', marks: {} }), null);
  assert.equal(fitting({ form: matrix }, undefined), null);
});
