// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold } from '../shared/state.js';
import { dictionary, lang } from '../shared/words.js';
import * as sample from '../projector/sample.js';
import { canPress, focusBallot, nextAct, nextEntry, otherActs } from './acts.js';
import { cardsFor, identity } from './figures.js';
import { noteFor, suspendedWords } from './notes.js';
import { baseWords, neededMark, neededWords, rowNeededWords, thresholdWords } from './rule-words.js';
import { quoted, scriptFor } from './script.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */

/** @param {Ballot[]} ballots @param {object} [over] */
const stateOf = (ballots, over) => fold(emptyState(), { type: 'push', topic: 'snapshot', at: { epoch: 'e', seq: 1 }, data: sample.snapshot(ballots, over) });
/** @param {Ballot} ballot @param {object} [over] */
const script = (ballot, over) => scriptFor(stateOf([ballot], over), ballot);
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

test('the script opens with item, quorum and rule', () => {
  const lines = script(sample.motion({ phase: 'ready', ...never }));
  assert.match(lines[0], /^现在进行议程第三项，表决关于《.*》。$/);
  assert.equal(lines[1], '应到 226 人，实到 209 人，符合法定人数。');
  assert.equal(lines[2], '赞成票超过全体代表的半数通过。');
  const without = script(sample.motion({ phase: 'ready', ...never, quorum: { needed: 151, met: false } }));
  assert.ok(without.includes('实到人数未达到法定人数，不能开始表决。'));
});

test('the script of a selection says how many of how many', () => {
  assert.ok(script(sample.selection({ phase: 'ready', ...never })).some((line) => line.startsWith('候选 10 项，选 8 项以内。')));
  assert.ok(script(sample.evaluation({ phase: 'ready', ...never })).some((line) => line.includes('优秀不超过 10 名。')));
});

test('the script urges only while someone online has not voted', () => {
  const open = sample.motion();
  assert.deepEqual(script(open), ['现在付表决，请按表决器。……（停）']);
  assert.equal(script(open, { presence: { ballot: 'b1', connected: 208, waiting: 26 } })[1], '请没有表决的代表抓紧表决。');
  assert.deepEqual(script(sample.motion({ last_call: true })), ['请没有表决的代表抓紧表决，表决即将结束。']);
  assert.deepEqual(script(sample.motion({ phase: 'closed' })), ['表决结束，现在计票。']);
});

test('the script reads out a motion with its figures', () => {
  assert.deepEqual(script(sample.motion({ phase: 'counted', count: sample.motionCount(199) })), [
    '现在宣布表决结果：', '赞成 199 票，反对 3 票，弃权 5 票，未按表决器 2 人。', '赞成票超过全体代表的半数，通过。',
  ]);
  assert.equal(script(sample.motion({ phase: 'certified', count: sample.motionCount(113, 60, 34) })).at(-1), '赞成票未超过全体代表的半数，未通过。');
});

test('the script waits for the scrutineers before it reads a result', () => {
  assert.deepEqual(script(sample.motion({ phase: 'counted', certification: true, count: sample.motionCount(199) })), ['请监票人核对计票结果。']);
});

test('the script names the tied and the places left', () => {
  const lines = script(sample.selection({ phase: 'counted', count: sample.selectionCount([204, 201, 149, 149, 75], 3) }));
  assert.ok(lines.includes('下列 2 项入选：候选项目 01，204 票；候选项目 02，201 票。'));
  assert.equal(lines.at(-1), '下列项目得票相等，需再次票决：候选项目 03；候选项目 04。尚余名额 1 个。');
});

test('the script says vacancies, no result, and what is not binding', () => {
  assert.equal(script(sample.selection({ phase: 'counted', count: sample.selectionCount([204, 100], 2) })).at(-1), '另有 1 个名额空缺。');
  const none = sample.count({ kind: 'no_result', reason: 'no_papers' }, { sentence: { zh: '没有收回表决票，未产生结果', en: '' } });
  assert.deepEqual(script(sample.motion({ phase: 'counted', count: none })), ['现在宣布表决结果：', '没有收回表决票，未产生结果。']);
  assert.equal(script(sample.motion({ phase: 'counted', binding: false, count: sample.count({ kind: 'counts' }) })).at(-1), '本次结果仅供参考，不产生决定。');
});

test('the script reads out grades, only the limited one under a quota', () => {
  const quota = script(sample.evaluation({ phase: 'counted', count: sample.evaluationCount(20) })).join('');
  assert.match(quota, /评定为优秀的 10 名：评议对象 01；/);
  assert.doesNotMatch(quota, /评定为称职/);
  assert.match(script(sample.evaluation({ phase: 'counted', count: sample.evaluationCount(6, 'ladder') })).join(''), /评定为称职的 2 名/);
});

test('the script of a void is the sentence of the hall', () => {
  assert.deepEqual(script(sample.motion({ phase: 'voided', void_reason: '议案文本有误' })), ['本次表决作废，原因：议案文本有误，请重新表决。']);
  assert.equal(quoted('选举办法'), '《选举办法》');
});

test('the script has words for every phase in both languages', () => {
  /** @type {import('../shared/frames.js').Phase[]} */
  const phases = ['draft', 'ready', 'open', 'suspended', 'closed', 'counted', 'certified', 'declared', 'cancelled', 'voided'];
  for (const tongue of /** @type {const} */ (['zh', 'en'])) {
    lang.value = tongue;
    for (const phase of phases) {
      for (const ballot of [sample.motion({ phase }), sample.motion({ phase, count: sample.motionCount(199) }), sample.selection({ phase, count: sample.selectionCount([204, 149, 149], 2) })]) {
        for (const line of script(ballot)) assert.ok(line.length > 0 && !line.includes('undefined'), `${phase}: ${line}`);
      }
    }
  }
  lang.value = 'zh';
});

test('the cards show turnout, time, quorum and who is missing', () => {
  const ballot = sample.motion();
  const state = stateOf([ballot], { turnout: { ballot: 'b1', voted: 182, eligible: 209, electorate: 226 }, presence: { ballot: 'b1', connected: 208, waiting: 26 } });
  assert.deepEqual(cardsFor(state, ballot, 1764000018000).map((card) => card.value), ['182 / 209', '0:42', '符合', '26']);
  assert.deepEqual(cardsFor(state, sample.motion({ count: sample.motionCount(199) }), 0).map((card) => card.value), ['199', '3', '5', '2']);
});

test('the identity adds up to those who could vote', () => {
  assert.equal(identity(sample.motion({ count: sample.motionCount(199) })), '赞成 199 + 反对 3 + 弃权 5 + 未按 2 = 209');
});

test('the line above the buttons: refusal first, then who would be missed', () => {
  const ballot = sample.motion();
  const state = stateOf([ballot], { presence: { ballot: 'b1', connected: 208, waiting: 26 } });
  assert.equal(noteFor(state, ballot, null)?.text, '现在结束，将有 26 位在线代表未表决。');
  assert.equal(noteFor(state, ballot, '表决已结束')?.tone, 'bad');
  assert.equal(noteFor(state, sample.motion({ phase: 'ready', quorum: { needed: 151, met: false } }), null)?.text, '实到人数未达到法定人数，不能开始表决');
  assert.equal(noteFor(stateOf([ballot]), ballot, null), null);
});

test('after a restart the chair hears how many votes are safe', () => {
  const ballot = sample.motion({ phase: 'suspended', suspension: { cause: 'restart', reason: '', at_ms: 1, remaining_ms: 31000 } });
  assert.match(suspendedWords(stateOf([ballot], { turnout: { ballot: 'b1', voted: 182, eligible: 209, electorate: 226 } }), ballot), /182/);
});
