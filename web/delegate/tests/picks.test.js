import test from 'node:test';
import assert from 'node:assert/strict';
import { asDraft, asMarks, asSent, choiceOf, choose, chosen, emptyPicks, fittingPicks, namesBlocked, strayNames, strike, toggle, undecided, writeIn } from '../picks.js';
import { blockedBy } from '../paper.js';

const options = ['1', '2', '3'].map((id) => ({ id, title: `候选人${id}`, note: '', details: [] }));
const form = (over = {}) => ({ kind: 'picks', options, min: 0, max: 2, crosses: true, write_ins: { max: 2, after: 'against' }, ...over });
const all = (...choices) => choices.reduce((paper, choice, i) => choose(form(), paper, options[i].id, choice).paper, null);

test('every_candidate_needs_a_word_whatever_it_is', () => {
  assert.equal(undecided(form(), null).length, 3);
  const paper = all('for', 'against', 'abstain');
  assert.deepEqual(undecided(form(), paper), []);
  assert.deepEqual(options.map(({ id }) => choiceOf(paper, id)), ['for', 'against', 'abstain']);
  assert.deepEqual(undecided(form(), choose(form(), paper, '3', null).paper).map(({ id }) => id), ['3']);
  assert.deepEqual(undecided(form({ crosses: false }), null), []);
});

test('one_tap_says_each_choice_and_takes_the_other_back', () => {
  const paper = choose(form(), all('for'), '1', 'against').paper;
  assert.deepEqual([paper.picks, paper.against, paper.abstain], [[], ['1'], []]);
});

test('at_the_limit_nobody_more_is_voted_for_but_everything_else_goes_on', () => {
  const full = all('for', 'for');
  assert.equal(choose(form(), full, '3', 'for').over, true);
  assert.equal(choose(form(), full, '1', 'for').over, false);
  assert.equal(choose(form(), full, '3', 'against').over, false);
  const rows = asMarks(form(), full);
  assert.ok(blockedBy(rows.form, rows.paper, '3', 'for'));
  assert.equal(blockedBy(rows.form, rows.paper, '3', 'abstain'), undefined);
});

test('a_name_needs_a_vote_against_somebody_first', () => {
  assert.equal(namesBlocked(form(), all('for', 'abstain', 'abstain')), 'against');
  assert.equal(writeIn(form(), all('abstain'), '张三').refused, 'against');
  const { paper, refused } = writeIn(form(), all('for', 'against'), ' 张三 ');
  assert.deepEqual([refused, paper.write_ins, chosen(paper)], [null, ['张三'], 2]);
  assert.equal(namesBlocked(form(), paper), 'full');
  const taken = choose(form(), paper, '2', 'abstain').paper;
  assert.ok(strayNames(form(), taken), 'the name is kept and said to be stray');
  assert.ok(!strayNames(form(), strike(form(), taken, '张三')));
});

test('names_are_refused_gently', () => {
  const free = form({ max: 3, write_ins: { max: 2, after: 'any' } });
  assert.equal(writeIn(free, null, '  ').refused, 'invalid');
  assert.equal(writeIn(free, null, '字'.repeat(41)).refused, 'invalid');
  assert.equal(writeIn(free, null, '候选人1').refused, 'listed');
  const one = writeIn(free, null, '张三').paper;
  assert.equal(writeIn(free, one, '张三').refused, 'twice');
  assert.equal(writeIn(free, writeIn(free, one, '李四').paper, '王五').refused, 'lines');
});

test('abstaining_leaves_no_mark_on_what_is_sent', () => {
  const paper = all('for', 'against', 'abstain');
  assert.deepEqual(asSent(paper), { form: 'picks', picks: ['1'], against: ['2'], write_ins: [] });
  assert.deepEqual(asDraft(form(), asSent(paper)), paper);
});

test('a_paper_without_crosses_has_lines_all_the_same', () => {
  const lines = form({ crosses: false, write_ins: { max: 1, after: 'any' } });
  const paper = writeIn(lines, toggle(lines, null, '2').paper, '张三').paper;
  assert.deepEqual(paper, { form: 'picks', picks: ['2'], write_ins: ['张三'] });
  assert.equal(toggle(lines, paper, '1').over, true);
});

test('an_old_draft_keeps_only_what_the_paper_knows', () => {
  const kept = { form: 'picks', picks: ['9', '1'], against: ['2', '8'], abstain: ['3', '7'], write_ins: ['张三'] };
  assert.deepEqual(fittingPicks(form(), kept), { form: 'picks', picks: ['1'], against: ['2'], abstain: ['3'], write_ins: ['张三'] });
  assert.deepEqual(fittingPicks(form({ crosses: false, write_ins: null }), kept), { form: 'picks', picks: ['1'] });
  assert.deepEqual(emptyPicks(form({ crosses: false, write_ins: null })), { form: 'picks', picks: [] });
});
