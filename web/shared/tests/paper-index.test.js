import test from 'node:test';
import assert from 'node:assert/strict';
import { indexPaper, padLenOf, paperText } from '../paper-index.js';
import { marksForm, picksForm, ranksForm, scoresForm, textForm } from './secret-ballot.js';

const textOf = (form, paper) => paperText(indexPaper(form, paper));

test('a_paper_becomes_places_in_paper_order', () => {
  assert.equal(textOf(marksForm(3), { form: 'marks', marks: { 2: 'b', 1: 'a' } }), '{"form":"marks","marks":[0,1,null]}');
  assert.equal(textOf(marksForm(1), { form: 'marks', marks: {} }), '{"form":"marks","marks":[null]}');
  assert.equal(textOf(picksForm(5, 3), { form: 'picks', picks: ['4', '1'] }), '{"form":"picks","picks":[0,3]}');
  assert.equal(textOf(picksForm(12, 12), { form: 'picks', picks: ['12', '3', '11'] }), '{"form":"picks","picks":[2,10,11]}');
  assert.equal(textOf(picksForm(5, 3), { form: 'picks', picks: [] }), '{"form":"picks","picks":[]}');
});

test('the_cells_of_criteria_follow_row_by_row', () => {
  const criteria = [{ id: 'x', zh: '德', en: 'X', weight: 1 }, { id: 'y', zh: '能', en: 'Y', weight: 2 }];
  const form = marksForm(2, { criteria });
  assert.equal(textOf(form, { form: 'marks', marks: { '1_y': 'a', '2_x': 'b' } }), '{"form":"marks","marks":[null,0,1,null]}');
  assert.throws(() => indexPaper(form, { form: 'marks', marks: { 1: 'a' } }));
  assert.equal(padLenOf(marksForm(20, { criteria })), padLenOf(marksForm(40)));
});

test('ranks_keep_their_order_scores_are_units_and_answers_are_clean', () => {
  assert.equal(textOf(ranksForm(5, 3), { form: 'ranks', ranks: ['4', '1'] }), '{"form":"ranks","ranks":[3,0]}');
  assert.equal(textOf(ranksForm(5, 3), { form: 'ranks', ranks: [] }), '{"form":"ranks","ranks":[]}');
  for (const [typed, units] of [['93.5', 935], ['93', 930], ['93.0', 930], ['0', 0], ['100', 1000], ['０９３．５', 935], [' 93。5 ', 935]]) {
    assert.equal(textOf(scoresForm(2), { form: 'scores', scores: { 1: typed } }), `{"form":"scores","scores":[${units},null]}`, typed);
  }
  const written = { form: 'text', answers: { 1: '  提前发\n“资料” ', 3: 'Cafe\u0301 "é"' } };
  assert.equal(textOf(textForm(3), written), '{"answers":["提前发 “资料”",null,"Café \\"é\\""],"form":"text"}');
  assert.equal(textOf(textForm(1), { form: 'text', answers: { 1: ' \n ' } }), '{"answers":[null],"form":"text"}');
});

test('a_paper_of_another_form_is_refused_and_never_cut', () => {
  for (const [form, paper] of [
    [marksForm(2), { form: 'marks', marks: { 3: 'a' } }],
    [marksForm(2), { form: 'marks', marks: { 1: 'z' } }],
    [marksForm(2), { form: 'marks', marks: { 1: null } }],
    [marksForm(2), { form: 'marks', marks: { toString: 'a' } }],
    [marksForm(2), { form: 'picks', picks: [] }],
    [picksForm(3, 2), { form: 'picks', picks: ['4'] }],
    [picksForm(3, 2), { form: 'picks', picks: ['1', '1'] }],
    [picksForm(3, 2), { form: 'marks', marks: {} }],
    [ranksForm(3, 2), { form: 'ranks', ranks: ['1', '1'] }],
    [ranksForm(3, 2), { form: 'ranks', ranks: ['4'] }],
    [ranksForm(3, 2), { form: 'picks', picks: ['1'] }],
    ...['', ' ', '93.25', '93.1', '100.5', '-1', '1e2', '.5', '5.', '九十', '99999999999', '1,5'].map((typed) => (
      [scoresForm(2), { form: 'scores', scores: { 1: typed } }])),
    [scoresForm(2), { form: 'scores', scores: { 3: '1' } }],
    [textForm(1, 3), { form: 'text', answers: { 1: 'abcd' } }],
    [textForm(1), { form: 'text', answers: { 1: 'a\u202eb' } }],
    [textForm(1), { form: 'text', answers: { 2: 'a' } }],
  ]) assert.throws(() => indexPaper(form, paper), JSON.stringify(paper));
});

test('a_row_named_like_a_built_in_is_a_row', () => {
  const form = marksForm(1, { rows: [{ id: 'constructor', title: 'x', note: '', details: [] }] });
  assert.equal(textOf(form, { form: 'marks', marks: {} }), '{"form":"marks","marks":[null]}');
});

test('the_padded_length_comes_from_the_form_alone', () => {
  // 2 + 27 + 5·R and 2 + 27 + 4·K, rounded up to 32.
  for (const [form, bytes] of [[marksForm(1), 64], [marksForm(7), 64], [marksForm(8), 96], [marksForm(20), 160], [marksForm(200), 1056],
    [ranksForm(12, 8), 64], [ranksForm(200, 200), 832], [scoresForm(1), 64], [scoresForm(200), 1056], [scoresForm(200, { max: 100_000 }), 1440],
    [textForm(1, 1), 64], [textForm(5, 500), 10_048], [picksForm(12, 5), 64], [picksForm(12, 8), 64], [picksForm(12, 9), 96], [picksForm(200, 200), 832]]) assert.equal(padLenOf(form), bytes);
});

test('the_longest_paper_fits', () => {
  const rows = marksForm(200);
  const options = picksForm(200, 200);
  const longest = [[rows, { form: 'marks', marks: {} }], [options, { form: 'picks', picks: options.options.map(({ id }) => id) }]];
  const ranks = ranksForm(200, 200);
  const scores = scoresForm(200, { max: 100_000 });
  const text = textForm(5, 500);
  longest.push([ranks, { form: 'ranks', ranks: ranks.options.map(({ id }) => id) }]);
  longest.push([scores, { form: 'scores', scores: Object.fromEntries(scores.rows.map(({ id }) => [id, '10000.0'])) }], [scores, { form: 'scores', scores: {} }]);
  for (const sign of ['a', '汉', '"', '\\', '🗳']) longest.push([text, { form: 'text', answers: Object.fromEntries(text.questions.map(({ id }) => [id, sign.repeat(500)])) }]);
  for (const [form, paper] of longest) assert.ok(Buffer.byteLength(textOf(form, paper)) + 2 <= padLenOf(form));
});
