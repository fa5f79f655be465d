import test from 'node:test';
import assert from 'node:assert/strict';
import { indexPaper, padLenOf, paperText } from '../paper-index.js';
import { marksForm, picksForm } from './secret-ballot.js';

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
  ]) assert.throws(() => indexPaper(form, paper), JSON.stringify(paper));
});

test('a_row_named_like_a_built_in_is_a_row', () => {
  const form = marksForm(1, { rows: [{ id: 'constructor', title: 'x', note: '', details: [] }] });
  assert.equal(textOf(form, { form: 'marks', marks: {} }), '{"form":"marks","marks":[null]}');
});

test('the_padded_length_comes_from_the_form_alone', () => {
  // 2 + 27 + 5·R and 2 + 27 + 4·K, rounded up to 32.
  for (const [form, bytes] of [[marksForm(1), 64], [marksForm(7), 64], [marksForm(8), 96], [marksForm(20), 160], [marksForm(200), 1056],
    [picksForm(12, 5), 64], [picksForm(12, 8), 64], [picksForm(12, 9), 96], [picksForm(200, 200), 832]]) assert.equal(padLenOf(form), bytes);
});

test('the_longest_paper_fits', () => {
  const rows = marksForm(200);
  const options = picksForm(200, 200);
  const longest = [[rows, { form: 'marks', marks: {} }], [options, { form: 'picks', picks: options.options.map(({ id }) => id) }]];
  for (const [form, paper] of longest) assert.ok(textOf(form, paper).length + 2 <= padLenOf(form));
});
