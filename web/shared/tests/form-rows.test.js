import test from 'node:test';
import assert from 'node:assert/strict';
import { figureHead, formRows, publishedAnswers } from '../form-rows.js';
import { ranksForm, scoresForm, secretBallot, textForm } from './secret-ballot.js';

const ballot = (form, outcome, over = {}) => secretBallot(form, { count: { outcome, papers: { valid: 4 } }, ...over });

test('points_stand_in_the_order_of_ranks', () => {
  const shown = ballot(ranksForm(3, 2), { kind: 'points', places: 2 });
  const figures = [{ item: '1', ranks: [1, 2], ranked: 3 }, { item: '2', ranks: [3, 0], ranked: 3 }, { item: '3', ranks: [0, 0], ranked: 0 }];
  const outcome = [['2', 6, 1, 'selected'], ['1', 4, 2, 'selected'], ['3', 0, 3, 'not_selected']]
    .map(([item, points, rank, verdict]) => ({ item, points, rank, verdict }));
  const rows = formRows(shown, figures, outcome, 4);
  assert.deepEqual(rows.map(({ lead, title, figure, word }) => [lead, title, figure, word]),
    [['1', '第2项', '6', '入选'], ['2', '第1项', '4', '入选'], ['3', '第3项', '0', '未入选']]);
  assert.deepEqual(rows.map(({ part }) => part), [1, 4 / 6, 0]);
  assert.equal(rows[1].detail, '第 1 名 1 票、第 2 名 2 票');
  assert.equal(figureHead(shown), '得分');
});

test('what_was_settled_since_the_count_stands_in_the_rows', () => {
  const outcome = { kind: 'points', places: 1, rows: [1, 2].map((item) => ({ item: String(item), points: 4, rank: 1, verdict: 'tied' })) };
  const standing = { selected: ['2'], tie: null, open: 0, withdrawn: [], decided: { items: ['2'], by: 'lot', reason: '', seed: '7' }, follow_ups: [] };
  const shown = ballot(ranksForm(2, 2), outcome, { count: { outcome, standing, papers: { valid: 4 } } });
  const figures = [{ item: '1', ranks: [1, 2], ranked: 3 }, { item: '2', ranks: [2, 0], ranked: 2 }];
  assert.deepEqual(formRows(shown, figures, outcome.rows, 4).map(({ word }) => word), ['未入选', '入选']);
});

test('a_poll_stands_in_the_order_of_the_paper', () => {
  const shown = ballot(ranksForm(2, 2), { kind: 'counts' });
  const rows = formRows(shown, [{ item: '1', ranks: [1, 0], ranked: 1 }, { item: '2', ranks: [3, 1], ranked: 4 }], undefined, 4);
  assert.deepEqual(rows.map(({ lead, figure, part, verdict }) => [lead, figure, part, verdict]), [['1', '1', 0.25, ''], ['2', '4', 1, '']]);
  assert.equal(figureHead(shown), '列入票数');
});

test('means_are_shown_as_they_came_with_band_and_what_was_left_out', () => {
  const bands = [{ id: 'a', zh: '优秀', en: 'A', from: 900, to: 1000 }, { id: 'b', zh: '称职', en: 'B', from: 0, to: 895 }];
  const shown = ballot(scoresForm(2, { bands }), { kind: 'mean', places: null });
  const figures = [{ item: '1', scores: [['88.0', 3], ['92.5', 4]], blank: 0, invalid: 0, recused: 0, raters: 7, mean: '90.57' },
    { item: '2', scores: [], blank: 7, invalid: 0, recused: 0, raters: 0, mean: null }];
  const rows = formRows(shown, figures, [
    { item: '1', mean: '92.20', raters: 5, given: 7, rank: 1, band: 'a', verdict: 'ranked' },
    { item: '2', mean: null, raters: 0, given: 0, rank: null, band: null, verdict: 'no_result' },
  ], 7);
  assert.deepEqual(rows.map(({ lead, figure, detail, word }) => [lead, figure, detail, word]),
    [['1', '92.20', '7 人打分，计入 5 个', '优秀'], ['–', '–', '0 人打分', '未产生结果']]);
  const scale = ballot(scoresForm(1, { min: 1, max: 5, step: 1, decimals: 0 }), { kind: 'counts' });
  const [row] = formRows(scale, [{ item: '1', scores: [['1', 1], ['5', 3]], blank: 0, invalid: 0, recused: 0, raters: 4, mean: '4.00' }], undefined, 4);
  assert.deepEqual([row.figure, row.part, row.detail], ['4.00', 0.75, '5 分 3 人、1 分 1 人']);
});

test('answers_are_gathered_by_question_and_the_rest_is_counted', () => {
  const papers = [{ paper: { form: 'text', answers: { 1: '甲', 2: '乙' } }, count: 1 }, { paper: { form: 'text', answers: { 1: '甲' } }, count: 2 }];
  const shown = ballot(textForm(2), { kind: 'counts' }, { papers });
  assert.deepEqual(publishedAnswers(shown), {
    questions: [{ id: '1', title: '第1项', answers: [{ answer: '甲', n: 3 }] }, { id: '2', title: '第2项', answers: [{ answer: '乙', n: 1 }] }], more: 1,
  });
  assert.deepEqual(publishedAnswers({ ...shown, papers: null }), { questions: [], more: 0 });
});
