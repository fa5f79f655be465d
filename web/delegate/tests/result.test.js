// What a tablet says of a count beyond the verdicts: votes, ties, what is still open.
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../../projector/sample.js';
import { tieLines, votesIn } from '../views/result-list.js';

const TIED = sample.selectionCount([204, 201, 149, 149, 75], 3);
const STANDING = {
  selected: ['1', '2'], tie: { items: ['3', '4'], open_places: 1 }, open: 0, withdrawn: [], decided: null, follow_ups: [], tie_rule: 'lot',
  shortfall_rule: 'accept_fewer', decide: false, lot: true,
};
const settled = (over) => sample.selection({ count: { ...TIED, standing: { ...STANDING, ...over } } });

test('a_tie_is_said_as_the_rule_settles_it', () => {
  assert.deepEqual(tieLines(settled({})), ['候选项目 03、候选项目 04 得票相等，余 1 个名额由抽签决定']);
  assert.deepEqual(tieLines(settled({ tie_rule: 'shared_rank' })), ['候选项目 03、候选项目 04 名次并列，余 1 个名额不再分']);
  assert.deepEqual(tieLines(settled({ tie: null, decided: { items: ['3'], by: 'lot', reason: '', seed: '7' } })), []);
  assert.deepEqual(tieLines(settled({ tie: null, open: 1 })), ['缺额 1 个，不补足']);
});

test('without_a_standing_a_tie_is_named', () => {
  assert.deepEqual(tieLines(sample.selection({ count: TIED })), ['下列项目得票相等，需再次票决']);
  assert.deepEqual(tieLines(sample.selection({ count: sample.selectionCount([204, 201, 75], 2) })), []);
});

test('marks_of_criteria_are_not_shown_as_votes', () => {
  const count = sample.evaluationCount(2);
  const [row, counted] = [count.outcome.rows[0], count.rows[0]];
  const plain = sample.evaluation({ count });
  assert.equal(votesIn(plain, row, counted), 56);
  const criteria = [{ id: 'a', zh: '能', en: 'A', weight: 1 }, { id: 'b', zh: '廉', en: 'B', weight: 1 }];
  assert.equal(votesIn({ ...plain, form: { ...plain.form, criteria } }, row, counted), undefined);
});
