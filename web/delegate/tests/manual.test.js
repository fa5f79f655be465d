import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold } from '../../shared/state.js';
import { nextRevision, sceneOf, stateLine } from '../scene.js';
import { ballot, own, snapshot, vote } from './sample.js';

const PAPER = { form: 'marks', marks: { 1: 'yes' } };
const RECEIPT = { ballot: 'b', cast_id: 'c', revision: 1, seq: 9, at_ms: 1, hash: 'h', content: null, key: null, signature: null };

function scene(over, mine, outcome = null) {
  return sceneOf({
    state: fold(emptyState(), snapshot([ballot(over)], mine)), status: { state: 'online', since: 0 },
    pending: {}, outcomes: outcome ? { b: outcome } : {}, drafts: {},
  });
}

test('who_votes_by_hand_or_on_paper_is_told_so_and_has_no_paper_on_the_tablet', () => {
  for (const reason of ['by_hands', 'on_paper', 'paper_in_hand']) {
    assert.equal(scene({}, own({ may_vote: false, reason })).kind, reason);
    // Not even what was voted before: it was annulled.
    assert.equal(scene({}, own({ may_vote: false, reason, vote: vote(PAPER) })).kind, reason);
  }
  const closed = scene({ phase: 'closed', casting: 'hands' }, own({ may_vote: false, reason: 'by_hands' }));
  assert.equal(closed.kind, 'closed');
  assert.equal(stateLine(closed.vote).text, '');
});

test('a_vote_that_was_annulled_is_not_shown_and_its_revision_is_not_used_again', () => {
  const annulled = scene({ casting: 'mixed' }, own({ annulled: 1 }), { receipt: RECEIPT, paper: PAPER });
  assert.equal(annulled.vote.recorded, null);
  assert.equal(stateLine(annulled.vote).text, 'notice.annulled');
  assert.equal(nextRevision(annulled.vote), 2);
  const again = scene({ casting: 'mixed' }, own({ annulled: 1, vote: vote(PAPER, { revision: 2 }) }), { receipt: RECEIPT, paper: PAPER });
  assert.equal(again.vote.recorded.revision, 2);
  assert.equal(nextRevision(again.vote), 3);
  assert.equal(nextRevision(scene({}, own()).vote), 1);
});
