// @ts-check
// The form of a draw at the desk, the documents of a ballot, and the draw in the hall.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { cardsFor } from '../chair/figures.js';
import { isLong } from '../shared/ballot-words.js';
import { dayText } from '../shared/clock.js';
import { emptyState, fold } from '../shared/state.js';
import * as sample from '../projector/sample.js';
import { COLUMNS_MAX, ROWS_MAX, drawPages } from '../projector/draw.js';
import { sceneOf } from '../projector/scene.js';
import { digitCount, drawAgain, drawBody, drawProblems, emptyDraw, newestFirst, nextFor, standing } from './draw.js';
import { DOCUMENTS_MAX, documentProblems, pin, titleOf } from './documents.js';
import { amendable, draftFrom, draftOf, emptyDraft, problems, requestBody } from './prepare.js';

const frame = JSON.parse(readFileSync(new URL('../../tests/golden/frames/push-draws.json', import.meta.url), 'utf8'));
/** @type {import('../shared/frames.js').Draw} */
const draw = frame.data[0];

test('a draw says what is missing before anything is asked', () => {
  assert.equal(drawProblems(emptyDraw()).length, 3);
  const whole = { ...emptyDraw(), title: '评议对象', list: '编号\n1\n', seats: '20' };
  assert.deepEqual(drawProblems(whole), []);
  for (const seats of ['', '0', '201', '二十', '1.5']) assert.equal(drawProblems({ ...whole, seats }).length, 1, seats);
  assert.equal(drawProblems({ ...whole, substitutes: '21' }).length, 1);
  assert.equal(drawProblems({ ...whole, replaces: 'd1' }).length, 1, 'a new draw has a reason');
});

test('strata are sent as the server names them, and a reason only with what it is for', () => {
  const body = drawBody({ ...emptyDraw(), title: ' 评议对象 ', list: 'x', seats: ' 20 ', by: 'unit_level', reason: '无关' });
  assert.deepEqual([body.title, body.seats, body.strata, body.reason, body.replaces], ['评议对象', 20, ['unit', 'level'], '', null]);
  assert.deepEqual(drawBody({ ...emptyDraw(), by: 'none' }).strata, []);
  const again = drawAgain(draw);
  assert.deepEqual([again.by, again.seats, again.replaces, again.list], ['unit', '3', draw.id, '']);
  assert.equal(drawBody({ ...again, reason: '名单变更' }).reason, '名单变更');
});

test('digits of any width are counted', () => {
  assert.equal(digitCount('3 5，１ 6'), 4);
  assert.equal(digitCount(''), 0);
});

test('only the next of the same stratum is offered, and nobody once another draw stands', () => {
  const [first, second] = draw.strata;
  assert.equal(nextFor(draw, first.drawn[0].number), null, 'the only substitute has come in');
  assert.deepEqual(nextFor(draw, second.drawn[0].number), second.substitutes[0]);
  assert.equal(nextFor({ ...draw, superseded_by: 2 }, second.drawn[0].number), null);
  assert.equal(standing(draw).length, 3);
  assert.deepEqual(newestFirst([draw, { ...draw, number: 2 }]).map(({ number }) => number), [2, 1]);
});

test('an evaluation of those drawn leaves its rows to the server, and two of one name are no fault', () => {
  const profile = /** @type {any} */ ({ id: 'eval-quota-rank', kind: 'evaluation', form: 'marks', parameters: ['items', 'quota'], secrecy: ['secret'] });
  const draft = { ...emptyDraft(), title: '测评', items: '张伟\t甲局\n张伟\t乙局', quota: '1', draw: draw.id };
  assert.deepEqual(problems(draft, profile), []);
  assert.equal(problems({ ...draft, draw: null }, profile).length, 1);
  const body = requestBody(draft, profile);
  assert.deepEqual([body.items, body.draw], [[], draw.id]);
});

test('a document is known by its bytes', () => {
  const bytes = new TextEncoder().encode('决议（草案）');
  const document = pin(bytes, '决议草案.docx');
  assert.equal(document.sha256, createHash('sha256').update(bytes).digest('hex'));
  assert.deepEqual([document.title, document.version], ['决议草案', '草案']);
  assert.equal(titleOf('预算.2024.报告.pdf'), '预算.2024.报告');
  assert.deepEqual(documentProblems([document]), []);
  assert.equal(documentProblems([document, document]).length, 1);
  assert.equal(documentProblems([{ ...document, version: ' ' }]).length, 1);
  assert.equal(documentProblems(Array.from({ length: DOCUMENTS_MAX + 1 }, (_, n) => ({ ...document, title: String(n) }))).length, 1);
});

test('a draft is changed in its place and keeps what it amends and pins', () => {
  const documents = [{ title: '决议', version: '第2稿', sha256: 'ab'.repeat(32) }];
  const ballot = sample.motion({ phase: 'draft', documents, amends: { id: 'b9', number: 9, title: '议案' } });
  const draft = draftOf(ballot);
  assert.deepEqual([draft.id, draft.link, draft.amends, draft.documents], [ballot.id, null, 'b9', documents]);
  assert.equal(draftFrom(ballot, 'rerun').id, null);
  const motions = [ballot, sample.motion({ id: 'b2', phase: 'ready' }), sample.motion({ id: 'b3', phase: 'open' }), sample.selection({ phase: 'draft' })];
  assert.deepEqual(amendable(motions, ballot.id).map(({ id }) => id), ['b2']);
});

test('the hall sees a draw while the server names one and nothing is being voted on', () => {
  const at = { epoch: 'e', seq: 1 };
  const state = (/** @type {any[]} */ ballots, /** @type {any} */ over) => fold(emptyState(), { type: 'push', topic: 'snapshot', at, data: sample.snapshot(ballots, over) });
  assert.equal(sceneOf(state([], { draws: [draw] })).scene, 'draw');
  assert.equal(sceneOf(state([sample.motion({ phase: 'declared', count: sample.motionCount(199) })], { draws: [draw] })).scene, 'draw');
  assert.equal(sceneOf(state([sample.motion()], { draws: [draw] })).scene, 'voting');
  const shown = fold(state([], {}), { ...frame, at: { epoch: 'e', seq: 2 } });
  assert.equal(sceneOf(shown).draw?.id, draw.id);
  assert.equal(sceneOf(fold(shown, { ...frame, at: { epoch: 'e', seq: 3 }, data: [] })).scene, 'idle');
});

test('names fill columns and pages; a stratum that goes on repeats its heading, and none stands alone', () => {
  const people = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => ({ number: String(i), title: `民警 ${i}`, note: '' }));
  const of = (/** @type {number[]} */ sizes) => drawPages({ ...draw, strata: sizes.map((n, i) => ({ ...draw.strata[0], name: `第${i + 1}层`, drawn: people(n) })) });
  const pages = of([30, 16, 2]);
  assert.ok(pages.every((columns) => columns.length <= COLUMNS_MAX));
  assert.ok(pages.flat().every((rows) => rows.length <= ROWS_MAX && rows[0].head !== null && rows[rows.length - 1].head === null));
  assert.deepEqual(pages.flat(2).filter(({ head }) => head === null).map(({ place }) => place), Array.from({ length: 48 }, (_, i) => i + 1));
  assert.equal(of([5, 6, 6, 3]).length, 1, 'twenty of four units stand on one page');
  assert.deepEqual(drawPages({ ...draw, phase: 'committed', strata: draw.strata.map((s) => ({ ...s, drawn: [] })) }), [[[]]]);
});

test('a poll over days shows its end as a date, any other ballot what is left', () => {
  const at = new Date(2026, 2, 7, 18, 5).getTime();
  assert.equal(dayText(at), '03-07 18:05');
  const card = (/** @type {any} */ over) => cardsFor(emptyState(), sample.motion({ binding: false, deadline_ms: at, ...over }), at - 3_600_000).find(({ id }) => id === 'clock');
  assert.equal(card({ kind: 'opinion_poll' })?.value, '03-07 18:05');
  assert.equal(card({ kind: 'quick_poll' })?.value, '60:00');
  assert.equal(isLong(sample.motion({ kind: 'opinion_poll' })), true);
});

test('a vote en bloc is prepared again with all that it lists', () => {
  const matters = ['任命甲为副院长', '任命乙为委员'];
  const row = { id: '1', title: '人事任免案', note: '', details: matters.map((text, i) => ({ label: String(i + 1), text })) };
  const form = /** @type {any} */ ({ ...sample.motion().form, rows: [row] });
  assert.deepEqual(draftFrom(sample.motion({ title: '人事任免案', form }), 'rerun').items.split('\n'), matters);
  assert.equal(draftFrom(sample.motion(), 'rerun').items, '');
});
