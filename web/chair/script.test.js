// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import { emptyState, fold } from '../shared/state.js';
import { lang } from '../shared/words.js';
import * as sample from '../projector/sample.js';
import { quoted, scriptFor } from './script.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */

/** @param {Ballot} ballot @param {object} [over] */
function script(ballot, over) {
  const snapshot = { type: 'push', topic: 'snapshot', at: { epoch: 'e', seq: 1 }, data: sample.snapshot([ballot], over) };
  return scriptFor(fold(emptyState(), /** @type {any} */ (snapshot)), ballot);
}
const never = { opened_at_ms: null, deadline_ms: null };

test('the script opens with item, quorum and rule', () => {
  const lines = script(sample.motion({ phase: 'ready', ...never }));
  assert.match(lines[0], /^现在进行议程第三项，表决关于《.*》。$/);
  assert.equal(lines[1], '应到 226 人，实到 209 人，符合法定人数。');
  assert.equal(lines[2], '赞成票超过全体代表的半数通过。');
  const without = script(sample.motion({ phase: 'ready', ...never, quorum: { needed: 210, met: false } }));
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

test('the script of a roll call names the call, not the keypad', () => {
  const roll = { secrecy: /** @type {const} */ ('roll_call') };
  assert.ok(script(sample.motion({ phase: 'ready', ...never, ...roll })).includes('本次表决采用唱名方式，点到姓名的请表决。'));
  assert.deepEqual(script(sample.motion(roll)), ['现在唱名表决，点到姓名的请表决。']);
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
