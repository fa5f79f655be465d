import test from 'node:test';
import assert from 'node:assert/strict';
import { ranksForm, scoresForm, textForm } from '../../shared/tests/secret-ballot.js';
import { answerFault, misscored, moveRank, rank, ranksOf, sentPaper, setAnswer, setScore, stepScore, unanswered, unrank, unscored } from '../entries.js';
import { emptyPaper, fitting, isMarked, layoutOf } from '../paper.js';

const ranked = (...ranks) => ({ form: 'ranks', ranks });
const ids = (items) => items.map(({ id }) => id);

test('a_tap_gives_the_next_rank_and_stops_at_the_last', () => {
  const form = ranksForm(4, 2);
  const one = rank(form, null, '3');
  assert.deepEqual(one, { paper: ranked('3'), over: false });
  const two = rank(form, one.paper, '1');
  assert.deepEqual(two, { paper: ranked('3', '1'), over: false });
  assert.deepEqual(rank(form, two.paper, '2'), { paper: ranked('3', '1'), over: true });
  assert.deepEqual(rank(form, two.paper, '1'), { paper: ranked('3', '1'), over: false });
});

test('an_option_moves_within_the_list_and_leaves_it', () => {
  const paper = ranked('1', '2', '3');
  assert.deepEqual(ranksOf(moveRank(paper, '3', -1)), ['1', '3', '2']);
  assert.deepEqual(ranksOf(moveRank(paper, '1', -1)), ['1', '2', '3']);
  assert.deepEqual(ranksOf(moveRank(paper, '1', 9)), ['2', '3', '1']);
  assert.deepEqual(ranksOf(moveRank(paper, '9', 1)), ['1', '2', '3']);
  assert.deepEqual(ranksOf(unrank(paper, '2')), ['1', '3']);
});

test('plus_and_minus_go_by_whole_points_and_stop_at_the_ends', () => {
  const form = scoresForm(1);
  assert.equal(stepScore(form, '93.5', 1), '94.5');
  assert.equal(stepScore(form, '99.5', 1), '100.0');
  assert.equal(stepScore(form, '0.5', -1), '0.0');
  assert.equal(stepScore(form, undefined, 1), '0.0');
  assert.equal(stepScore(form, undefined, -1), '100.0');
  assert.equal(stepScore(form, 'abc', -1), '100.0');
  const scale = scoresForm(1, { min: 1, max: 5, step: 1, decimals: 0 });
  assert.equal(stepScore(scale, '4', 1), '5');
  assert.equal(stepScore(scoresForm(1, { min: 0, max: 100, step: 5, decimals: 0 }), '40', 1), '45');
});

test('what_is_typed_stays_and_is_told_right_from_wrong', () => {
  const form = scoresForm(3);
  const paper = setScore(setScore(null, '1', '93.'), '2', '88');
  assert.deepEqual(ids(misscored(form, paper)), ['1']);
  assert.deepEqual(ids(unscored(form, paper)), ['3']);
  assert.deepEqual(setScore(paper, '1', '').scores, { 2: '88' });
  assert.deepEqual(ids(unscored(form, setScore(null, '1', ' '))), ['1', '2', '3']);
});

test('answers_are_counted_in_characters_and_checked', () => {
  const form = textForm(2, 3);
  assert.equal(answerFault(form, '一二三'), null);
  assert.equal(answerFault(form, ' 🗳🗳🗳 '), null);
  assert.equal(answerFault(form, '一二三四'), 'long');
  assert.equal(answerFault(form, 'a\u200b'), 'forbidden');
  assert.equal(answerFault(form), null);
  assert.deepEqual(ids(unanswered(form, setAnswer(setAnswer(null, '1', 'x'), '2', ' '))), ['2']);
  assert.deepEqual(setAnswer(setAnswer(null, '1', 'x'), '1', '').answers, {});
});

test('what_is_sent_is_plain', () => {
  assert.deepEqual(sentPaper({ form: 'scores', scores: { 1: '９３。５', 2: ' ' } }), { form: 'scores', scores: { 1: '93.5' } });
  assert.deepEqual(sentPaper({ form: 'text', answers: { 1: 'a\nb ', 2: '\n' } }), { form: 'text', answers: { 1: 'a b' } });
  assert.deepEqual(sentPaper(ranked('2', '1')), ranked('2', '1'));
});

test('an_old_draft_keeps_only_what_the_paper_knows_in_every_form', () => {
  assert.deepEqual(fitting({ form: ranksForm(2, 2) }, ranked('9', '2', '1')), ranked('2', '1'));
  assert.deepEqual(fitting({ form: scoresForm(1) }, { form: 'scores', scores: { 1: '9', 2: '8' } }), { form: 'scores', scores: { 1: '9' } });
  assert.deepEqual(fitting({ form: textForm(1) }, { form: 'text', answers: { 1: 'a', toString: 'b' } }), { form: 'text', answers: { 1: 'a' } });
  assert.equal(fitting({ form: textForm(1) }, ranked('1')), null);
  for (const form of [ranksForm(2, 1), scoresForm(1), textForm(1)]) {
    assert.equal(layoutOf({ form }), form.kind);
    assert.equal(isMarked(emptyPaper({ form })), false);
  }
  assert.equal(isMarked({ form: 'scores', scores: { 1: '5' } }), true);
});
