import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold } from '../../shared/state.js';
import { sceneOf, stateLine } from '../scene.js';
import { manifestText, SITTING, secretBallot } from '../../shared/tests/secret-ballot.js';
import { ballot, own, secret, snapshot, vote } from './sample.js';

const PAPER = { form: 'marks', marks: { 1: 'yes' } };
const REFUSAL = { code: 'ballot_closed', zh: '表决已结束，您的本次操作未计入', en: 'Voting has closed. This vote was not counted.', retry: false };

/** The scene of a ballot and what is known of it. */
function scene(over = {}, { own: mine = own(), online = true, pending = null, outcome = null, draft = null } = {}) {
  const known = (value) => (value ? { b: value } : {});
  return sceneOf({
    state: fold(emptyState(), snapshot([ballot(over)], mine)), status: { state: online ? 'online' : 'lost', since: 0 },
    pending: known(pending && { ballot: 'b', cast_id: 'c', paper: pending, content: 'h' }), outcomes: known(outcome), drafts: known(draft),
  });
}
const word = (over, known) => stateLine(scene(over, known).vote).word;

test('the_phase_and_the_right_to_vote_choose_the_scene', () => {
  const cases = [
    [{}, {}, 'paper'],
    [{ phase: 'suspended' }, {}, 'paper'],
    [{ phase: 'closed' }, {}, 'closed'],
    [{ phase: 'counted' }, {}, 'closed'],
    [{ phase: 'counted', count: {} }, {}, 'result'],
    [{ phase: 'declared', count: {} }, {}, 'result'],
    [{ phase: 'voided' }, {}, 'voided'],
    [{ phase: 'cancelled' }, {}, 'cancelled'],
    ...['recused', 'not_in_electorate', 'nonvoting', 'not_present'].map((reason) => [{}, { own: own({ may_vote: false, reason }) }, reason]),
    [{}, { own: own({ may_vote: false, reason: 'something_new' }) }, 'paper'],
    [{}, { own: own({ may_vote: false, reason: 'not_present', vote: vote(PAPER) }) }, 'paper'],
    [{}, { own: own({ may_vote: false, reason: 'recused', vote: vote(PAPER) }) }, 'recused'],
    [{ phase: 'closed' }, { own: own({ may_vote: false, reason: 'not_present' }) }, 'closed'],
  ];
  for (const [over, known, kind] of cases) assert.equal(scene(over, known).kind, kind, JSON.stringify([over, known]));
});

test('without_a_ballot_one_waits_and_a_final_close_says_so', () => {
  const status = { state: 'online', since: 0 };
  const rest = { pending: {}, outcomes: {}, drafts: {} };
  assert.equal(sceneOf({ ...rest, status, state: emptyState() }).kind, 'loading');
  assert.equal(sceneOf({ ...rest, status, state: fold(emptyState(), snapshot([], own({ ballot: null }))) }).kind, 'waiting');
  assert.deepEqual(sceneOf({ ...rest, status: { state: 'final', code: 4501, since: 0 }, state: emptyState() }), { kind: 'final', code: 4501 });
});

test('the_state_line_says_recorded_only_after_the_answer', () => {
  assert.equal(word(), 'vote.unsent');
  assert.equal(word({}, { draft: PAPER }), 'vote.unsent');
  assert.equal(word({}, { pending: PAPER }), 'vote.sending');
  assert.equal(word({}, { pending: PAPER, online: false }), 'vote.sending_stay');
  assert.equal(word({}, { outcome: { ballot: 'b', paper: PAPER, receipt: { ballot: 'b', ...vote(PAPER) } } }), 'vote.recorded');
  assert.equal(word({}, { own: own({ vote: vote(PAPER) }) }), 'vote.recorded');
  assert.equal(word({}, { own: own({ vote: vote(PAPER) }), pending: PAPER }), 'vote.sending');
  assert.equal(word({}, { own: own({ vote: vote(PAPER) }), draft: PAPER }), 'vote.change_unsent');
  assert.equal(word({ phase: 'suspended' }, { draft: PAPER }), 'vote.suspended');
  assert.equal(word({ phase: 'closed' }, { own: own({ vote: vote(PAPER) }) }), 'hall.closed');
  assert.equal(word({ phase: 'closed' }, { outcome: { ballot: 'b', paper: PAPER, refusal: REFUSAL } }), 'vote.not_counted');
});

test('a_first_vote_that_counts_cannot_be_changed', () => {
  assert.equal(scene({ change_of_vote: 'first_wins' }).vote.mayChange, true);
  const voted = scene({ change_of_vote: 'first_wins' }, { own: own({ vote: vote(PAPER) }) }).vote;
  assert.equal(voted.mayChange, false);
  assert.equal(stateLine(voted).text, 'vote.may_not_change');
});

test('the_newer_of_receipt_and_own_view_is_shown', () => {
  const outcome = { ballot: 'b', paper: { form: 'marks', marks: { 1: 'no' } }, receipt: { ballot: 'b', ...vote(PAPER, { seq: 12 }) } };
  assert.equal(scene({}, { own: own({ vote: vote(PAPER, { seq: 9 }) }), outcome }).vote.recorded.seq, 12);
  assert.equal(scene({}, { own: own({ vote: vote(PAPER, { seq: 20 }) }), outcome }).vote.recorded.seq, 20);
});

test('the_own_view_of_another_ballot_says_nothing_about_this_one', () => {
  assert.equal(scene({}, { own: own({ ballot: 'other', reason: 'recused', vote: vote(PAPER) }) }).vote.recorded, null);
});

/** The scene of a secret ballot and what is known of it. */
function secretScene({ pending = null, vote: recorded = null, draft = null, sealing = null, unsealable = null, outcome = null, ...over } = {}) {
  const view = secret(over);
  const known = (value) => (value ? { [view.id]: value } : {});
  return sceneOf({
    state: fold(emptyState(), snapshot([view], own({ ballot: view.id, vote: recorded }))), status: { state: 'online', since: 0 },
    pending: known(pending), outcomes: known(outcome), drafts: known(draft), sealing: sealing && view.id, unsealable: unsealable && view.id,
  });
}

test('a_secret_paper_is_shown_with_the_code_of_its_seal', () => {
  const { kind, vote: { seal } } = secretScene();
  assert.equal(kind, 'paper');
  assert.match(seal.code, /^[0-9A-F]{4} [0-9A-F]{4}$/);
  assert.equal(seal.code, secret().seal.code);
  assert.equal(scene().vote.seal, null);
});

test('a_seal_that_says_something_else_stands_instead_of_the_paper', () => {
  const other = manifestText({ ...secretBallot(), phase: 'open' });
  const cases = [
    [{ seal: { manifest: other } }, 'rows'], [{ title: '另一项' }, 'title'], [{ seal: { hash: '0'.repeat(64) } }, 'hash'],
    [{ seal: { manifest: null } }, 'missing'], [{ unsealable: true }, 'key'],
  ];
  for (const [over, mismatch] of cases) {
    const { kind, vote: { seal } } = secretScene(over);
    assert.deepEqual([kind, seal], ['mismatch', { mismatch }], mismatch);
  }
  // The code is of what was read, whatever was said beside it.
  assert.equal(secretScene({ seal: { code: 'FFFF FFFF' } }).vote.seal.code, secret().seal.code);
  assert.equal(secretScene({ title: '另一项', vote: vote(null) }).kind, 'paper', 'what is recorded stays in sight');
  assert.equal(secretScene({ title: '另一项', vote: vote(null), draft: { form: 'marks', marks: {} } }).kind, 'mismatch');
});

test('the_state_line_of_a_secret_paper_promises_no_more_than_is_kept', () => {
  const line = (over) => { const { word, text } = stateLine(secretScene(over).vote); return [word, text]; };
  const pending = { ballot: 'x', cast_id: 'c', revision: 1, envelope: 'AAAA', content: 'h' };
  assert.deepEqual(line({ draft: PAPER }), ['vote.unsent', 'vote.draft_here']);
  assert.deepEqual(line({ sealing: true, draft: PAPER }), ['vote.sealing', '']);
  assert.deepEqual(line({ pending }), ['vote.sending', '']);
  assert.deepEqual(line({ vote: vote(null) }), ['vote.recorded', 'vote.may_change']);
  assert.equal(secretScene({ pending }).vote.sending.paper, null);
});

test('a_sitting_is_read_once_for_each_view', () => {
  const view = secret();
  const at = (sitting) => sceneOf({
    state: { ...fold(emptyState(), snapshot([view], own({ ballot: view.id }))), sitting: { id: sitting } },
    status: { state: 'online', since: 0 }, pending: {}, outcomes: {}, drafts: {},
  });
  assert.equal(at(SITTING).kind, 'paper');
  assert.equal(at('00000000-0000-0000-0000-0000000000ff').vote.seal.mismatch, 'sitting');
});
