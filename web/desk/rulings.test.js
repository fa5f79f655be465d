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

test('who is the person of another line is ruled as that line is', () => {
  const same = (/** @type {string} */ value) => ({ as: /** @type {const} */ ('same'), value });
  const of = (/** @type {Record<string, import('./rulings.js').Said>} */ said) => Object.fromEntries((rulings(ballot(), said) ?? []).map((each) => [each.name, each.as]));
  assert.deepEqual(of({ 张三: { as: 'listed', value: '1' }, 章三: same('张三'), 李四: same('章三') }), { 张三: { listed: '1' }, 章三: { listed: '1' }, 李四: { listed: '1' } });
  assert.deepEqual(of({ 张三: { as: 'invalid', value: '无法辨认' }, 章三: same('张三'), 李四: { as: 'own', value: '' } }),
    { 张三: { invalid: '无法辨认' }, 章三: { invalid: '无法辨认' }, 李四: { person: '李四' } });
  assert.deepEqual(of({ 张三: { as: 'other', value: '张三丰' }, 章三: same('张三'), 李四: { as: 'own', value: '' } }).章三, { person: '张三丰' });
  // Nothing is said yet of the line that is named, or the lines name each other.
  assert.equal(missingRulings(ballot(), { 章三: same('张三'), 李四: { as: 'own', value: '' } }), 2);
  const circle = { 张三: same('李四'), 章三: same('张三'), 李四: same('章三') };
  assert.equal(rulings(ballot(), circle), null);
  assert.equal(missingRulings(ballot(), circle), 3);
  assert.equal(missingRulings(ballot(), { 张三: same('张三'), 章三: same('张三'), 李四: { as: 'own', value: '' } }), 2);
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
