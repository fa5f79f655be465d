import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold } from '../state.js';
import { ballotInVotes, silentOf, tallyInVotes, turnoutInVotes, validOf } from '../weights.js';

const NEEDED = { votes: 51, base: 'present', base_count: 100, comparator: 'gt', fraction: '1/2' };
const count = {
  turnout: { voted: 3 }, papers: { valid: 3 },
  rows: [{ item: '1', votes: { yes: 15, no: 1 }, blank: 5, invalid: 0, valid: 21, recused: 0 }],
  outcome: { kind: 'threshold', rows: [{ item: '1', votes: 15, base_count: 100, needed: 51, verdict: 'not_adopted', share: '15.00' }], needed: NEEDED, tie: null },
  weights: { total_membership: 120, present: 100, papers_issued: 100, papers_returned: 21, valid_papers: 21 }, sentence: { zh: '', en: '' },
};
const ballot = { id: 'b', weights: { decimals: 1 }, needed: NEEDED, still_needed: { votes: 15, needed: 51, more: 36, chance: 'open' }, electorate: 9, count };

test('weighed_figures_become_votes_and_heads_stay', () => {
  const seen = ballotInVotes(ballot);
  assert.deepEqual(seen.count.rows[0], { item: '1', votes: { yes: 1.5, no: 0.1 }, blank: 0.5, invalid: 0, valid: 2.1, recused: 0 });
  assert.deepEqual(seen.count.outcome.rows[0], { item: '1', votes: 1.5, base_count: 10, needed: 5.1, verdict: 'not_adopted', share: '15.00' });
  assert.equal(seen.count.outcome.needed.votes, 5.1);
  assert.equal(seen.count.weights.total_membership, 12);
  assert.deepEqual([seen.count.turnout.voted, seen.count.papers.valid, seen.electorate], [3, 3, 9]);
  assert.deepEqual([seen.needed.votes, seen.needed.base_count, seen.still_needed.more], [5.1, 10, 3.6]);
});

test('criteria_of_a_row_are_weighed_like_the_row', () => {
  const cell = { id: 'x', votes: { yes: 15, no: 1 }, blank: 5, invalid: 0, valid: 16, score: '88.00' };
  const seen = ballotInVotes({ ...ballot, count: { ...count, rows: [{ ...count.rows[0], criteria: [cell] }] } });
  assert.deepEqual(seen.count.rows[0].criteria, [{ ...cell, votes: { yes: 1.5, no: 0.1 }, blank: 0.5, valid: 1.6 }]);
});

test('a_ballot_without_weights_or_with_whole_ones_is_the_same_object', () => {
  for (const weights of [null, undefined, { decimals: 0 }]) {
    const same = { ...ballot, weights };
    assert.equal(ballotInVotes(same), same);
  }
});

test('the_largest_figures_are_written_without_a_slip', () => {
  const write = (units, decimals) => String(tallyInVotes({ rows: [{ votes: units }] }, { weights: { decimals } }).rows[0].votes);
  assert.equal(write(9_999_999_999_999, 6), '9999999.999999');
  assert.equal(write(10_000_000_000_000, 1), '1000000000000');
  assert.equal(write(123_456_789, 2), '1234567.89');
  assert.equal(write(100_001, 6), '0.100001');
});

test('a_running_tally_and_a_turnout_are_of_their_ballot', () => {
  assert.equal(tallyInVotes(null, ballot), null);
  assert.deepEqual(tallyInVotes({ ballot: 'b', voted: 3, rows: [{ item: '1', votes: 15 }] }, ballot).rows, [{ item: '1', votes: 1.5 }]);
  assert.equal(turnoutInVotes({ ballot: 'b', voted: 3, still_needed: { more: 36 } }, ballot).still_needed.more, 3.6);
  assert.equal(turnoutInVotes({ ballot: 'b', voted: 3 }, ballot).voted, 3);
});

test('every_face_folds_them_once', () => {
  const at = (seq) => ({ epoch: 'e', seq });
  const tally = { ballot: 'b', voted: 3, rows: [{ item: '1', votes: 15 }] };
  let state = fold(emptyState(), { type: 'push', topic: 'snapshot', at: at(1), data: { ballots: [ballot], tally } });
  assert.equal(state.ballots.b.count.rows[0].votes.yes, 1.5);
  assert.equal(state.tally.rows[0].votes, 1.5);
  state = fold(state, { type: 'push', topic: 'ballot', at: at(2), data: ballot });
  state = fold(state, { type: 'push', topic: 'tally', at: at(3), data: tally });
  assert.equal(state.ballots.b.count.rows[0].votes.yes, 1.5);
  assert.equal(state.tally.rows[0].votes, 1.5);
});

test('votes_against_are_weighed_and_who_is_silent_is_exact', () => {
  const rows = [{ item: '1', votes: 41, against: 21 }];
  const seen = ballotInVotes({ ...ballot, count: { ...count, rows, weights: { ...count.weights, valid_papers: 103 } } });
  assert.deepEqual(seen.count.rows[0], { item: '1', votes: 4.1, against: 2.1 });
  assert.equal(validOf(seen.count), 10.3);
  assert.equal(silentOf(seen, seen.count, 4.1, 2.1), 4.1);
  assert.equal(silentOf({ weights: null }, { ...count, weights: null }, 1, 1), 1);
});
