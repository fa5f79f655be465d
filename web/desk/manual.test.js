// @ts-check
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../projector/sample.js';
import { stubPage } from '../shared/tests/stub-dom.js';
import { html, render } from '../shared/ui.js';
import { differenceWords, methodWord, stepOf, voidWords } from '../shared/manual.js';
import { columns, entryBody, figuresBody, headFields, linesOf, manualBallots, missing, parseScores } from './manual.js';
import { EntryForm } from './views/entry-form.js';

/** @typedef {import('../shared/frames.js').Manual} Manual */

const NOT_YET = { entered: false, confirmed: false, entry: null, left_over: null };
/** @param {Partial<Manual>} [over] @returns {Manual} */
const manual = (over = {}) => ({
  corrections: [], corrected: 0, notes: [], on_paper: 0, reported: null, signed_in: 209, voted: 0, accounts: NOT_YET, counted: NOT_YET,
  differences: [], proposal: null, assisted: 0, ...over,
});
const hands = () => sample.motion({ casting: 'hands', secrecy: 'recorded', phase: 'closed', manual: manual() });
/** @param {Partial<Manual>} [over] */
const paper = (over = {}) => sample.selection({ casting: 'paper', phase: 'closed', manual: manual(over) });
/** @type {import('../shared/frames.js').Entered} */
const ACCOUNTS = { entered: true, confirmed: true, entry: { kind: 'accounts', printed: 230, issued: 210, replaced: 0, returned: 209 }, left_over: 20 };

test('the hall waits for one step after the other', () => {
  assert.equal(stepOf(hands()), 'hands');
  assert.equal(stepOf(paper()), 'accounts');
  const differences = [{ about: /** @type {const} */ ('issued'), zh: '不等', en: 'differ', explained: null }];
  const differing = paper({ accounts: ACCOUNTS, differences });
  assert.equal(stepOf(differing), 'explain');
  assert.equal(differenceWords(differing, differences[0]), '不等（210 / 209）');
  const explained = paper({ accounts: ACCOUNTS, differences: [{ ...differences[0], explained: '已补签到' }] });
  assert.equal(stepOf(explained), 'papers');
  assert.equal(stepOf(sample.motion({ phase: 'closed' })), null);
  assert.equal(stepOf(sample.motion({ casting: 'hands', phase: 'open', manual: manual() })), null);
  // The hall is told nothing of what is being entered.
  assert.equal(stepOf(sample.motion({ casting: 'hands', phase: 'closed', manual: { corrections: [], corrected: 0, notes: [] } })), null);
});

test('raised hands are typed choice by choice', () => {
  const ballot = hands();
  assert.deepEqual(headFields(ballot, 'hands'), []);
  assert.deepEqual(columns(ballot, 'hands').map(({ word }) => word), ['赞成', '反对', '弃权']);
  assert.deepEqual(missing(ballot, 'hands', { '0.v:yes': '199', '0.v:no': ' 3 ' }), ['请填写非负整数：1. 弃权']);
  const typed = { '0.v:yes': '199', '0.v:no': ' 3 ', '0.v:abstain': '5' };
  assert.deepEqual(missing(ballot, 'hands', typed), []);
  const tally = { form: 'marks', rows: [{ votes: [199, 3, 5], blank: 0, invalid: 0, recused: 0 }] };
  assert.deepEqual(entryBody(ballot, 'hands', typed), { kind: 'hands', tally });
  assert.deepEqual(entryBody(ballot, 'hands', { consent: 'applause' }), { kind: 'consent', method: 'applause' });
});

test('papers are accounted for first and counted then', () => {
  const ballot = paper();
  const accounts = { printed: '230', issued: '210', returned: '209' };
  assert.equal(missing(ballot, 'accounts', { printed: '230', issued: 'viele' }).length, 2);
  assert.deepEqual(entryBody(ballot, 'accounts', accounts), { kind: 'accounts', printed: 230, issued: 210, replaced: 0, returned: 209 });
  const votes = Object.fromEntries(Array.from({ length: 10 }, (_, row) => [`${row}.v:votes`, String(row)]));
  const count = { valid: 206, invalid: { over_selected: 2, illegible: 1, not_as_instructed: 0, other: 0 }, tally: { form: 'picks', votes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] } };
  const typed = { valid: '206', over_selected: '2', illegible: '1', ...votes };
  assert.deepEqual(missing(ballot, 'papers', typed), []);
  assert.deepEqual(entryBody(ballot, 'papers', typed), { kind: 'papers', ...count });
  assert.deepEqual(figuresBody(ballot, { ...accounts, ...typed }), { kind: 'papers', accounts: { printed: 230, issued: 210, replaced: 0, returned: 209 }, count });
});

test('a matrix on paper has blank and invalid lines', () => {
  const ballot = sample.evaluation({ casting: 'paper', phase: 'closed', manual: manual() });
  assert.deepEqual(columns(ballot, 'papers').map(({ word }) => word), ['优秀', '称职', '基本称职', '不称职', '本项弃权', '本项无效']);
  assert.equal(missing(ballot, 'papers', { valid: '1' }).length, 80);
});

test('with criteria every criterion of a row has its own line, row by row', () => {
  const criteria = [{ id: 'ability', zh: '能', en: 'Ability', weight: 60 }, { id: 'probity', zh: '廉', en: 'Probity', weight: 40 }];
  const form = { .../** @type {import('../shared/frames.js').MarksForm} */ (sample.evaluation().form), rows: sample.items(2, '评议对象', ''), criteria };
  const ballot = sample.evaluation({ casting: 'paper', phase: 'closed', form, manual: manual() });
  assert.deepEqual(linesOf(ballot).map(({ word }) => word), ['1. 评议对象 01 · 能', '1. 评议对象 01 · 廉', '2. 评议对象 02 · 能', '2. 评议对象 02 · 廉']);
  /** @type {Record<string, string>} */
  const typed = { valid: '3' };
  assert.equal(missing(ballot, 'papers', typed).length, 4 * 4);
  for (let line = 0; line < 4; line += 1) form.grades.forEach(({ id }, i) => { typed[`${line}.v:${id}`] = i === line ? '3' : '0'; });
  assert.deepEqual(missing(ballot, 'papers', { ...typed, '1.v:competent': '' }), ['请填写非负整数：1. 廉 · 称职']);
  assert.deepEqual(missing(ballot, 'papers', typed), []);
  const body = /** @type {any} */ (entryBody(ballot, 'papers', typed));
  assert.deepEqual(body.tally.rows.map((/** @type {any} */ row) => row.votes), [[3, 0, 0, 0], [0, 3, 0, 0], [0, 0, 3, 0], [0, 0, 0, 3]]);
  assert.equal(/** @type {any} */ (figuresBody(ballot, typed)).count.tally.rows.length, 4);
});

test('the form has a field for every figure of every line', (t) => {
  const criteria = [{ id: 'ability', zh: '能', en: 'Ability', weight: 60 }, { id: 'probity', zh: '廉', en: 'Probity', weight: 40 }];
  const form = { .../** @type {any} */ (sample.evaluation().form), rows: sample.items(2, '评议对象', ''), criteria };
  const ballot = sample.evaluation({ casting: 'paper', phase: 'closed', form, manual: manual() });
  const root = stubPage(t);
  render(html`<${EntryForm} ballot=${ballot} sheet="papers" title="" on act="" onSubmit=${() => {}} />`, /** @type {any} */ (root));
  const labels = root.all((element) => element.localName === 'input').map(({ attributes }) => attributes['aria-label']);
  assert.equal(labels.filter((label) => label.startsWith('2. 评议对象 02 · 廉 ')).length, 6);
  assert.equal(labels.length, 5 + 4 * 6);
  render(null, /** @type {any} */ (root));
});

test('scores are typed as pairs', () => {
  assert.deepEqual(parseScores('95=3, 90=2', 0), [[90, 2], [95, 3]]);
  assert.deepEqual(parseScores('9.5=1', 1), [[95, 1]]);
  assert.deepEqual(parseScores('', 0), []);
  assert.equal(parseScores('9.55=1', 1), null);
  assert.equal(parseScores('ninety', 0), null);
});

test('the way of voting is said in words, and why a ballot is void', () => {
  assert.equal(methodWord(hands()), '举手表决');
  assert.equal(methodWord(sample.motion()), '无记名');
  assert.equal(methodWord(sample.motion({ casting: 'paper' })), '纸质票 · 无记名');
  assert.match(voidWords(sample.motion({ phase: 'voided', void_cause: 'over_return', void_reason: '收回 315 张' })), /收回的票多于发出的票/);
  assert.match(voidWords(sample.motion({ phase: 'voided', void_cause: 'chair', void_reason: '议案文本有误' })), /议案文本有误/);
});

test('the desk lists what there is to do, the running ballot first', () => {
  const done = sample.motion({ id: 'd', casting: 'hands', phase: 'declared', number: 9 });
  const draft = sample.motion({ id: 'x', casting: 'hands', phase: 'draft' });
  assert.deepEqual(manualBallots([done, draft, hands()]).map(({ id }) => id), ['b1', 'd']);
});
