import test from 'node:test';
import assert from 'node:assert/strict';
import { byCodePoint, cleanName, indexPaper, padLenOf, paperText } from '../paper-index.js';
import { marksForm, picksForm, ranksForm, scoresForm, textForm } from './secret-ballot.js';

const textOf = (form, paper) => paperText(indexPaper(form, paper));

test('a_paper_becomes_places_in_paper_order', () => {
  assert.equal(textOf(marksForm(3), { form: 'marks', marks: { 2: 'b', 1: 'a' } }), '{"form":"marks","marks":[0,1,null]}');
  assert.equal(textOf(marksForm(1), { form: 'marks', marks: {} }), '{"form":"marks","marks":[null]}');
  assert.equal(textOf(picksForm(5, 3), { form: 'picks', picks: ['4', '1'] }), '{"form":"picks","picks":[0,3]}');
  assert.equal(textOf(picksForm(12, 12), { form: 'picks', picks: ['12', '3', '11'] }), '{"form":"picks","picks":[2,10,11]}');
  assert.equal(textOf(picksForm(5, 3), { form: 'picks', picks: [] }), '{"form":"picks","picks":[]}');
});

const election = (options, max, over = {}) => picksForm(options, max, { crosses: true, write_ins: { max: 2, after: 'against' }, ...over });

test('votes_against_and_names_stand_where_the_form_has_them', () => {
  assert.equal(textOf(election(5, 3), { form: 'picks', picks: ['4', '1'], against: ['5'], write_ins: [' 张三', '李四'] }),
    '{"against":[4],"form":"picks","picks":[0,3],"write_ins":["张三","李四"]}');
  assert.equal(textOf(election(5, 3), { form: 'picks', picks: [] }), '{"against":[],"form":"picks","picks":[],"write_ins":[]}');
  assert.equal(textOf(picksForm(5, 3, { crosses: true, write_ins: null }), { form: 'picks', picks: [], against: ['1'] }), '{"against":[0],"form":"picks","picks":[]}');
  assert.equal(textOf(picksForm(5, 3, { crosses: false, write_ins: { max: 1, after: 'any' } }), { form: 'picks', picks: [], write_ins: ['e\u0301'] }),
    '{"form":"picks","picks":[],"write_ins":["\u00e9"]}');
});

test('names_are_in_the_order_of_the_record', () => {
  // Beyond the first plane the halves that JavaScript sorts by come before the last characters of it.
  assert.deepEqual(['\u{20000}', '\uff21', '张三', '张', '一'].sort(byCodePoint), ['一', '张', '张三', '\uff21', '\u{20000}']);
  assert.equal(byCodePoint('张', '张'), 0);
});

test('a_name_is_trimmed_and_short_and_hides_nothing', () => {
  assert.equal(cleanName(' 王五\u3000'), '王五');
  for (const text of ['', '  ', '王\u200b五', '王\u0007五', '字'.repeat(41), '\ud800']) assert.equal(cleanName(text), null);
  assert.equal(cleanName('\u{20000}'.repeat(40)), '\u{20000}'.repeat(40));
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
    [picksForm(3, 2), { form: 'picks', picks: [], against: ['1'] }],
    [picksForm(3, 2), { form: 'picks', picks: [], write_ins: ['张三'] }],
    [election(3, 2), { form: 'picks', picks: ['1'], against: ['1'] }],
    [election(3, 2), { form: 'picks', picks: [], against: [], write_ins: ['张三', ' 张三'] }],
    [election(3, 2), { form: 'picks', picks: [], against: [], write_ins: [' '] }],
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
    // 2 + 27 + 13 + 16 + 4·N + 163·names.
    [election(12, 5), 448], [election(200, 100, { write_ins: { max: 50, after: 'any' } }), 9024],
    [picksForm(12, 5, { crosses: true }), 96], [picksForm(12, 5, { write_ins: { max: 1, after: 'any' } }), 256],
    [ranksForm(12, 8), 64], [ranksForm(200, 200), 832], [scoresForm(1), 64], [scoresForm(200), 1056], [scoresForm(200, { max: 100_000 }), 1440],
    [textForm(1, 1), 64], [textForm(5, 500), 10_048], [picksForm(12, 5), 64], [picksForm(12, 8), 64], [picksForm(12, 9), 96], [picksForm(200, 200), 832]]) assert.equal(padLenOf(form), bytes);
});

test('the_longest_paper_fits', () => {
  const rows = marksForm(200);
  const options = picksForm(200, 200);
  const named = election(3, 3, { write_ins: { max: 3, after: 'any' } });
  const names = ['a', 'b', 'c'].map((end) => '\u{20000}'.repeat(39) + end);
  const utf8 = (text) => new TextEncoder().encode(text).length;
  assert.ok(utf8(textOf(named, { form: 'picks', picks: [], against: ['1', '2', '3'], write_ins: names })) + 2 <= padLenOf(named));
  const longest = [[rows, { form: 'marks', marks: {} }], [options, { form: 'picks', picks: options.options.map(({ id }) => id) }]];
  const ranks = ranksForm(200, 200);
  const scores = scoresForm(200, { max: 100_000 });
  const text = textForm(5, 500);
  longest.push([ranks, { form: 'ranks', ranks: ranks.options.map(({ id }) => id) }]);
  longest.push([scores, { form: 'scores', scores: Object.fromEntries(scores.rows.map(({ id }) => [id, '10000.0'])) }], [scores, { form: 'scores', scores: {} }]);
  for (const sign of ['a', '汉', '"', '\\', '🗳']) longest.push([text, { form: 'text', answers: Object.fromEntries(text.questions.map(({ id }) => [id, sign.repeat(500)])) }]);
  for (const [form, paper] of longest) assert.ok(Buffer.byteLength(textOf(form, paper)) + 2 <= padLenOf(form));
});
