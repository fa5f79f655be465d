// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../projector/sample.js';
import { entryBody, missing, parseNames } from './manual.js';
import { missingRulings, namesToRule, rulings, toRule } from './rulings.js';

const name = (/** @type {string} */ text, papers = 1, automatic = false) => ({ name: text, papers, automatic, as: null });
const ballot = (over = {}) => sample.selection({
  kind: 'election', phase: 'closed', write_ins: { waiting: true, names: [name('张三', 3), name('章三'), name('候选项目 01', 2, true), name('李四')] }, ...over });

test('only what waits and may be seen is to be ruled on', () => {
  assert.equal(toRule([ballot(), ballot({ write_ins: { waiting: false, names: [] } }), ballot({ write_ins: { waiting: true, names: null } }), sample.motion()]).length, 1);
  assert.deepEqual(namesToRule(ballot()).map((each) => each.name), ['张三', '章三', '李四']);
});

test('every name needs a ruling, and they go in the order of the record', () => {
  const said = {
    张三: { as: /** @type {const} */ ('own'), value: '' }, 章三: { as: /** @type {const} */ ('same'), value: '张三' }, 李四: { as: /** @type {const} */ ('invalid'), value: ' ' },
  };
  assert.equal(rulings(ballot(), said), null);
  assert.equal(missingRulings(ballot(), said), 1);
  const whole = { ...said, 李四: { as: /** @type {const} */ ('listed'), value: '2' } };
  assert.deepEqual(rulings(ballot(), whole), [
    { name: '张三', as: { person: '张三' } }, { name: '李四', as: { listed: '2' } }, { name: '章三', as: { person: '张三' } },
  ]);
});

test('papers counted by people have votes against and names', () => {
  assert.deepEqual(parseNames(' 李四=2，张三：3 '), [{ name: '张三', votes: 3 }, { name: '李四', votes: 2 }]);
  assert.deepEqual(parseNames(''), []);
  for (const text of ['张三', '张三=0', '=3', '张三=1,张三=2']) assert.equal(parseNames(text), null, text);
  const paper = sample.selection({ casting: 'paper', form: { kind: 'picks', options: sample.items(1), min: 0, max: 1, crosses: true, write_ins: { max: 1, after: 'any' } } });
  const typed = { valid: '5', '0.v:for': '3', '0.v:against': '1', names: '张三=1' };
  assert.deepEqual(missing(paper, 'papers', typed), []);
  assert.deepEqual(/** @type {any} */ (entryBody(paper, 'papers', typed)).tally, { form: 'picks', votes: [3], against: [1], write_ins: [{ name: '张三', votes: 1 }] });
  assert.equal(missing(paper, 'papers', { ...typed, names: '张三' }).length, 1);
});
