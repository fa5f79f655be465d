// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold } from '../shared/state.js';
import { dictionary, lang } from '../shared/words.js';
import * as sample from '../projector/sample.js';
import { canPress, focusBallot, nextAct, nextEntry, otherActs, quorumMet } from './acts.js';
import { cardsFor, identity, isSingle, stillNeeded } from './figures.js';
import { noteFor, suspendedWords } from './notes.js';
import { scriptFor } from './script.js';
import { Derivation, StillNeeded } from './views/derivation.js';
import { baseWords, neededMark, neededWords, rowNeededWords, thresholdWords } from './rule-words.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */

/** @param {Ballot[]} ballots @param {object} [over] */
const stateOf = (ballots, over) => fold(emptyState(), { type: 'push', topic: 'snapshot', at: { epoch: 'e', seq: 1 }, data: sample.snapshot(ballots, over) });
const never = { opened_at_ms: null, deadline_ms: null };

test('thresholds are said as they are compared', () => {
  assert.equal(thresholdWords('1/2', 'gt'), '过半数');
  assert.equal(thresholdWords('1/2', 'ge'), '半数以上');
  assert.equal(thresholdWords('2/3', 'ge'), '三分之二以上');
  assert.equal(thresholdWords('2/3', 'gt'), '超过三分之二');
  assert.equal(thresholdWords('4/5', 'ge'), '五分之四以上');
});

test('the rule names base and needed number', () => {
  assert.equal(neededWords(sample.MAJORITY), '全体代表 226 人，过半数需 114 票');
  assert.equal(neededWords({ votes: 104, base: 'valid_papers', base_count: 207, comparator: 'gt', fraction: '1/2' }), '有效票 207 张，过半数需 104 票');
  assert.equal(neededMark(sample.MAJORITY), '过半数需 114 票');
  assert.equal(neededWords(null), '');
});

test('members of a committee are not called deputies', () => {
  const ballot = sample.motion({ rule: { zh: '赞成票超过常委会全体组成人员的半数通过', en: '' } });
  assert.equal(baseWords('total_membership', ballot), '全体组成人员');
});

test('a base known only after the count is taken from the row', () => {
  const row = { item: '1', verdict: 'adopted', votes: 110, needed: 104, base_count: 207 };
  assert.equal(rowNeededWords(sample.motion({ needed: null }), row), '基数 207，通过需 104 票');
  assert.equal(rowNeededWords(sample.motion(), row), '全体代表 207 人，过半数需 104 票');
});

/** @type {[Partial<Ballot>, string][]} */
const ACTS = [
  [{ phase: 'draft', ...never }, 'wait_ready'], [{ phase: 'ready', ...never }, 'open'], [{ phase: 'open' }, 'close_vote'],
  [{ phase: 'suspended' }, 'resume'], [{ phase: 'closed' }, 'wait_count'], [{ phase: 'counted' }, 'declare'],
  [{ phase: 'counted', certification: true }, 'wait_certify'], [{ phase: 'certified', certification: true }, 'declare'],
  [{ phase: 'declared' }, 'done'], [{ phase: 'voided' }, 'done'], [{ phase: 'cancelled', ...never }, 'done'],
];
for (const [over, act] of ACTS) {
  test(`the next act of ${over.phase}${over.certification ? ' with scrutineers' : ''} is ${act}`, () => {
    const ballot = sample.motion(over);
    assert.equal(nextAct(stateOf([ballot]), ballot), act);
    assert.ok(dictionary[`act.${act}`]);
  });
}

test('after a result comes the next ready item, and only a ready one', () => {
  const now = sample.motion({ phase: 'declared' });
  const draft = sample.motion({ id: 'b4', number: 4, phase: 'draft', ...never });
  const ready = sample.selection({ phase: 'ready', ...never });
  assert.equal(nextEntry(stateOf([now, draft, ready]), now)?.id, 'b2');
  assert.equal(nextAct(stateOf([now, draft, ready]), now), 'next');
  assert.equal(nextAct(stateOf([now, draft]), now), 'wait_ready');
});

test('an open vote takes the button wherever the chair looks', () => {
  const live = sample.motion();
  const ready = sample.selection({ phase: 'ready', ...never });
  const state = stateOf([live, ready]);
  assert.equal(focusBallot(state, null)?.id, 'b1');
  assert.equal(focusBallot(state, 'b2')?.id, 'b2');
  assert.equal(nextAct(state, ready), 'to_live');
});

test('the other buttons fit the phase', () => {
  assert.deepEqual(otherActs(sample.motion()), { last_call: true, extend: true, suspend: true, void: true });
  assert.deepEqual(otherActs(sample.motion({ deadline_ms: null, last_call: true })), { last_call: false, extend: false, suspend: true, void: true });
  assert.equal(otherActs(sample.motion({ phase: 'declared' })).void, false);
  assert.equal(otherActs(sample.motion({ phase: 'ready' })).void, false);
  assert.equal(canPress('wait_certify'), false);
  assert.equal(canPress('declare'), true);
});

test('the cards show turnout, time, quorum and who is missing', () => {
  const ballot = sample.motion();
  const state = stateOf([ballot], { turnout: { ballot: 'b1', voted: 182, eligible: 209, electorate: 226 }, presence: { ballot: 'b1', connected: 208, waiting: 26 } });
  assert.deepEqual(cardsFor(state, ballot, 1764000018000).map((card) => card.value), ['182 / 209', '0:42', '符合', '26']);
  assert.deepEqual(cardsFor(state, sample.motion({ count: sample.motionCount(199) }), 0).map((card) => card.value), ['199', '3', '5', '2']);
});

test('who came in after the view was sent is counted for the quorum', () => {
  const ready = sample.motion({ phase: 'ready', quorum: { needed: 151, met: false }, ...never });
  const here = (/** @type {number} */ present) => stateOf([ready], { attendance: { .../** @type {any} */ (sample.snapshot([])).attendance, present } });
  assert.equal(quorumMet(here(151), ready), true);
  assert.equal(quorumMet(here(150), ready), false);
  assert.equal(noteFor(here(209), ready, null), null);
  assert.equal(quorumMet(here(209), { ...ready, phase: 'open' }), false, 'the view of an open ballot decides');
});

test('the identity adds up to those who could vote', () => {
  assert.equal(identity(sample.motion({ count: sample.motionCount(199) })), '赞成 199 + 反对 3 + 弃权 5 + 未按 2 = 209');
});

test('marks of criteria are no people and add up to nothing', () => {
  const criteria = [{ id: 'a', zh: '能', en: 'A', weight: 1 }, { id: 'b', zh: '廉', en: 'B', weight: 1 }];
  const ballot = sample.motion({ form: { .../** @type {any} */ (sample.motion().form), criteria }, count: sample.motionCount(199) });
  assert.equal(identity(ballot), '');
  assert.equal(isSingle(ballot), false);
  assert.equal(isSingle(sample.motion({ count: sample.motionCount(199) })), true);
});

test('the derivation stands folded under the result, in both languages', () => {
  const derivation = [{ zh: '赞成 163 票（49.85%），少 1 票 → 未通过。', en: 'For 163 (49.85%), 1 vote short → not adopted.' }];
  const ballot = sample.motion({ phase: 'counted', count: { ...sample.motionCount(163), derivation } });
  const text = () => JSON.stringify(Derivation({ ballot }));
  assert.match(text(), /"details".*计算过程.*少 1 票 → 未通过/);
  assert.doesNotMatch(text(), /"open":true/);
  lang.value = 'en';
  assert.match(text(), /Derivation.*1 vote short/);
  lang.value = 'zh';
  assert.equal(Derivation({ ballot: sample.motion() }), null);
});

test('what is still needed moves with the votes and ends with the vote', () => {
  const needed = (/** @type {number} */ more) => /** @type {const} */ ({ votes: 114 - more, needed: 114, more, chance: 'open', sentence: { zh: `还需 ${more} 票`, en: '' } });
  const ballot = sample.motion({ secrecy: 'recorded', still_needed: needed(114) });
  const turnout = (/** @type {string} */ id) => ({ turnout: { ballot: id, voted: 100, eligible: 209, electorate: 226, still_needed: needed(20) } });
  assert.equal(stillNeeded(stateOf([ballot]), ballot)?.more, 114);
  assert.equal(stillNeeded(stateOf([ballot], turnout('b1')), ballot)?.more, 20);
  assert.equal(stillNeeded(stateOf([ballot], turnout('b9')), ballot)?.more, 114);
  assert.match(JSON.stringify(StillNeeded({ state: stateOf([ballot], turnout('b1')), ballot })), /还需 20 票/);
  assert.equal(stillNeeded(stateOf([ballot], turnout('b1')), sample.motion({ phase: 'closed' })), null);
  assert.equal(StillNeeded({ state: stateOf([]), ballot: sample.motion() }), null);
});

test('the line above the buttons: refusal first, then who would be missed', () => {
  const ballot = sample.motion();
  const state = stateOf([ballot], { presence: { ballot: 'b1', connected: 208, waiting: 26 } });
  assert.equal(noteFor(state, ballot, null)?.text, '现在结束，将有 26 位在线代表未表决。');
  assert.equal(noteFor(state, ballot, '表决已结束')?.tone, 'bad');
  assert.equal(noteFor(state, sample.motion({ phase: 'ready', quorum: { needed: 210, met: false } }), null)?.text, '实到人数未达到法定人数，不能开始表决');
  assert.equal(noteFor(stateOf([ballot]), ballot, null), null);
});

test('after a restart the chair hears how many votes are safe', () => {
  const ballot = sample.motion({ phase: 'suspended', suspension: { cause: 'restart', reason: '', at_ms: 1, remaining_ms: 31000 } });
  assert.match(suspendedWords(stateOf([ballot], { turnout: { ballot: 'b1', voted: 182, eligible: 209, electorate: 226 } }), ballot), /182/);
});

test('a lost key leaves one way out', () => {
  for (const phase of /** @type {const} */ (['open', 'suspended', 'closed'])) {
    const ballot = sample.motion({ phase, key: 'lost' });
    assert.equal(nextAct(stateOf([ballot]), ballot), 'void', phase);
    assert.equal(canPress('void'), true);
    assert.deepEqual(scriptFor(stateOf([ballot]), ballot), ['因设备故障，本次表决须作废后重新进行，请各位代表稍候。']);
    assert.deepEqual(otherActs(ballot), { last_call: false, extend: false, suspend: false, void: true });
  }
  const after = sample.motion({ phase: 'voided', key: 'lost' });
  assert.equal(nextAct(stateOf([after]), after), 'done');
  assert.equal(nextAct(stateOf([sample.motion()]), sample.motion({ key: 'held' })), 'close_vote');
});

test('warnings are read before the button is pressed', () => {
  const warnings = [{ code: 'electorate_tiny', zh: '人数太少', en: 'too few' }, { code: 'live_tally_in_secret', zh: '实时票数', en: 'live' }];
  const ready = sample.motion({ phase: 'ready', warnings, ...never });
  assert.deepEqual(noteFor(stateOf([ready]), ready, null), { text: '人数太少；实时票数', tone: 'warn' });
  assert.equal(noteFor(stateOf([ready]), { ...ready, quorum: { needed: 210, met: false } }, null)?.tone, 'bad');
  const untrusted = '存储或签名密钥未通过安全自检，不能开始表决，请联系技术人员';
  assert.deepEqual(noteFor(stateOf([ready]), ready, untrusted), { text: untrusted, tone: 'bad' });
});

test('beside the totals of a secret ballot there is neither turnout nor who is missing', () => {
  const ballot = sample.motion({ show_while_open: 'tally', live_tally_in_secret: true });
  const state = stateOf([ballot], { presence: { ballot: 'b1', connected: 208, waiting: null }, tally: { ballot: 'b1', voted: 12, rows: [] } });
  assert.deepEqual(cardsFor(state, ballot, 1764000018000).map((card) => card.value), ['12', '0:42', '符合', '–']);
  assert.equal(noteFor(state, ballot, null), null);
});

test('weighed votes are not added to people who did not vote', () => {
  const weights = { total_membership: 12.5, present: 10, papers_issued: 10, papers_returned: 9.5, valid_papers: 9.5 };
  const ballot = sample.motion({ phase: 'declared', weights: { decimals: 1 }, count: { ...sample.motionCount(120), weights } });
  assert.equal(identity(ballot), '');
  const card = cardsFor(stateOf([sample.motion()]), ballot, 0).find(({ id }) => id === 'weight');
  assert.equal(card?.value, '9.5 / 12.5');
  assert.equal(neededWords(sample.MAJORITY, ballot), '全体代表票权 226，过半数需 114 票');
});

test('those who are represented count for the quorum where the rules allow proxies', () => {
  const ready = { phase: /** @type {const} */ ('ready'), ...never, quorum: { needed: 210, met: false } };
  const attendance = { ...sample.snapshot([]).attendance, represented: 1 };
  const quorum = (/** @type {object} */ over) => {
    const ballot = sample.motion({ ...ready, ...over });
    return quorumMet(stateOf([ballot], { attendance }), ballot);
  };
  assert.equal(quorum({}), false);
  assert.equal(quorum({ proxies: { max_per_holder: 1, principal_may_vote: true } }), true);
});
