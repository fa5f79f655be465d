// @ts-check
import { chairFrom } from './views/officers.js';
import { scopeWords, takesRecusals } from './views/recusals.js';
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../projector/sample.js';
import { ballotActs, certifiedBefore, roleOf, toCertify } from './acts.js';
import { fileName } from './download.js';
import { draftFrom, emptyDraft, parseItems, problems, requestBody } from './prepare.js';
import { ROWS_MAX, findPeople, shareText } from './roster.js';
import { emptyState } from '../shared/state.js';

/** @typedef {import('./prepare.js').Profile} Profile */

/** @param {number} n */
const roster = (n) => Array.from({ length: n }, (_, i) => ({
  id: String(i), number: String(i + 1).padStart(5, '0'), name: `代表${i + 1}`, delegation: `第${(i % 8) + 1}代表团`, seat: `${i + 1}座`,
  voting: true, present: i % 2 === 0, on_leave: false, connected: i % 4 === 0,
}));
/** @type {Profile} */
const MOTION = { id: 'congress-motion', kind: 'motion_vote', zh: '', en: '', form: 'marks', parameters: ['duration_s', 'secrecy'], secrecy: ['secret', 'recorded'] };
/** @type {Profile} */
const SELECTION = { id: 'livelihood-majority-all', kind: 'selection_ballot', zh: '', en: '', form: 'picks', parameters: ['places', 'items', 'duration_s'], secrecy: ['secret'] };

test('of fourteen thousand only the first hundred are drawn', () => {
  const { rows, n } = findPeople(roster(14000), '', 'all');
  assert.equal(n, 14000);
  assert.equal(rows.length, ROWS_MAX);
});

test('the search narrows by every word, an exact number first', () => {
  const people = roster(14000);
  assert.equal(findPeople(people, '13999', 'all').rows[0].number, '13999');
  assert.equal(findPeople(people, '00001', 'all').rows[0].number, '00001');
  assert.equal(findPeople(people, '第1代表团 代表9', 'all').rows.every((row) => row.delegation === '第1代表团'), true);
  assert.equal(findPeople(people, '没有这个人', 'all').n, 0);
});

test('the filters split the roster', () => {
  const people = roster(100);
  assert.equal(findPeople(people, '', 'present').n + findPeople(people, '', 'absent').n, 100);
  assert.equal(findPeople(people, '', 'offline').n, 25);
  assert.equal(shareText(27, 28), '96.4%');
  assert.equal(shareText(0, 0), '–');
});

test('items are read from lines, tabs, bars and a line of column names', () => {
  assert.deepEqual(parseItems('项目一\n\n 项目二 | 单位二 \n'), [
    { title: '项目一', note: '', details: [] }, { title: '项目二', note: '单位二', details: [] },
  ]);
  assert.deepEqual(parseItems('项目名称\t责任单位\t主要内容\t总投资\n项目一\t单位一\t改造管网\t1200'), [
    { title: '项目一', note: '单位一', details: [{ label: '主要内容', text: '改造管网' }, { label: '总投资', text: '1200' }] },
  ]);
  assert.equal(parseItems('').length, 0);
});

test('a draft says what is missing', () => {
  assert.deepEqual(problems(emptyDraft(), null), ['请选择规则模板']);
  assert.deepEqual(problems({ ...emptyDraft(), title: '决议' }, MOTION), []);
  assert.equal(problems({ ...emptyDraft(), title: '票决', items: '一\n二\n三', places: '4' }, SELECTION)[0], '应定项数须在 1 与 3 之间');
  assert.equal(problems({ ...emptyDraft(), title: '票决', items: '一\n一', places: '1' }, SELECTION)[0], '第 1 项与第 2 项标题相同');
  assert.equal(problems({ ...emptyDraft(), title: '决议', duration: '一分钟' }, MOTION).length, 1);
});

test('only what the profile leaves open is sent', () => {
  assert.deepEqual(requestBody({ ...emptyDraft(), title: ' 决议 ', places: '8', secrecy: 'recorded', duration: '90' }, MOTION), {
    profile: 'congress-motion', title: '决议', items: [],
    places: null, quota: null, duration_s: 90, secrecy: 'recorded', casting: null, external: {}, link: null, draw: null, amends: null, documents: [], person: null, body: null,
  });
});

const COMPOSITE = {
  id: 'eval-composite', kind: 'evaluation', zh: '综合', en: 'Composite', form: /** @type {const} */ ('marks'), parameters: ['items', 'quota'],
  secrecy: ['secret'], sources: [{ id: 'exam', zh: '考试', en: 'Examination', weight: 40, decimals: 1 }],
};

test('every item needs a score of every source', () => {
  const draft = { ...emptyDraft(), title: '测评', items: '甲\n乙', quota: '1' };
  assert.equal(problems(draft, COMPOSITE).length, 1);
  assert.equal(problems({ ...draft, external: { exam: '90\n' } }, COMPOSITE).length, 1);
  assert.equal(problems({ ...draft, external: { exam: '90\n85.55' } }, COMPOSITE).length, 1);
  const whole = { ...draft, external: { exam: ' 90 \n\n85.5\n' } };
  assert.deepEqual(problems(whole, COMPOSITE), []);
  assert.deepEqual(requestBody(whole, COMPOSITE).external, { exam: ['90', '85.5'] });
});

test('a column of delegate numbers says whom a row is about, and a run-off keeps it', () => {
  const items = parseItems('姓名\t职务\t代表证号\t简历\n甲\t局长\t0101\t工程师\n乙\t院长\t\t法官');
  assert.deepEqual(items, [
    { title: '甲', note: '局长', details: [{ label: '简历', text: '工程师' }], person: '0101' },
    { title: '乙', note: '院长', details: [{ label: '简历', text: '法官' }] },
  ]);
  const ballot = sample.selection({ phase: 'voided' });
  ballot.form.options[0].person = 'p1';
  const draft = draftFrom(ballot, 'rerun', [{ id: 'p1', number: '0101' }]);
  assert.equal(parseItems(draft.items)[0].person, '0101');
  assert.equal(parseItems(draft.items)[0].title, ballot.form.options[0].title);
});

test('the chair is somebody of the roster by an exact number, else a name', () => {
  const roster = [{ id: 'p1', number: '0101' }];
  assert.deepEqual(chairFrom(' 0101 ', roster), { person: 'p1' });
  assert.deepEqual(chairFrom('王某', roster), { name: '王某' });
});

test('recusals are recorded from ready to the close, and said by the numbers on the paper', () => {
  const ballot = sample.selection({ phase: 'ready', recusal: { allowed: true } });
  assert.ok(takesRecusals(ballot));
  assert.ok(!takesRecusals({ ...ballot, phase: 'closed' }) && !takesRecusals({ ...ballot, recusal: { allowed: false } }));
  const [one, , three] = ballot.form.options;
  assert.equal(scopeWords(ballot, { rows: [one.id, three.id] }), '第 1、3 项');
  assert.equal(scopeWords(ballot, { rows: null }), '整票');
});

const standing = (over = {}) => ({
  selected: ['1', '2'], tie: null, open: 0, withdrawn: [], decided: null, follow_ups: [], tie_rule: 'revote_among_tied', shortfall_rule: 'accept_fewer',
  decide: false, lot: false, ...over,
});
const elected = (over = {}, more = {}) => sample.selection({
  kind: 'election', phase: 'declared', count: { ...sample.selectionCount([204, 201, 149, 75], 3), standing: standing(over) }, ...more });

test('a further election has new names for the places that are left, a list the names of its primary', () => {
  const further = draftFrom(elected({ open: 1 }), 'further_election');
  assert.deepEqual([further.items, further.places, further.link], ['', '1', { ballot: 'b2', why: 'further_election' }]);
  const list = draftFrom(elected(), 'primary');
  assert.deepEqual(parseItems(list.items).map((item) => item.title), ['候选项目 01', '候选项目 02']);
  assert.deepEqual([list.places, list.profile], ['', '']);
});

test('what an outcome asks for is offered, once', () => {
  const asked = { why: 'run_off', places: 1, prepared: false, items: [] };
  const count = sample.selectionCount([149, 149], 1);
  const of = (over, more = {}) => ballotActs('operator', elected(over, { link: null, ...more }));
  assert.deepEqual(of({ follow_ups: [asked] }), ['follow_run_off']);
  assert.deepEqual(of({ follow_ups: [{ ...asked, prepared: true }] }), []);
  assert.deepEqual(of({ open: 2, shortfall_rule: 'second_round' }), ['further']);
  assert.deepEqual(of({}, { count: { ...count, outcome: { ...count.outcome, needed: null }, standing: standing() } }), ['primary']);
});

test('a void ballot is prepared again with the same paper', () => {
  const draft = draftFrom(sample.selection({ phase: 'voided', void_reason: '' }), 'rerun');
  assert.deepEqual(draft.link, { ballot: 'b2', why: 'rerun' });
  assert.equal(parseItems(draft.items).length, 10);
  assert.equal(draft.places, '8');
  assert.equal(draftFrom(sample.motion({ phase: 'voided' }), 'rerun').items, '');
});

test('role and phase decide the acts', () => {
  assert.deepEqual(ballotActs('operator', sample.motion({ phase: 'draft' })), ['ready', 'edit', 'cancel']);
  assert.deepEqual(ballotActs('operator', sample.motion({ phase: 'ready' })), ['unready', 'cancel']);
  assert.deepEqual(ballotActs('operator', sample.motion({ phase: 'open' })), []);
  assert.deepEqual(ballotActs('scrutineer', sample.motion({ phase: 'draft' })), []);
  assert.deepEqual(ballotActs('operator', sample.selection({ phase: 'declared', count: sample.selectionCount([9, 9], 1) })), []);
  assert.equal(roleOf(emptyState()), 'other');
});

test('scrutineers see what waits for them', () => {
  const waiting = sample.motion({ phase: 'counted', certification: true, count: sample.motionCount(199) });
  const other = sample.motion({ id: 'b9', phase: 'counted', count: sample.motionCount(199) });
  const done = sample.motion({ id: 'b8', phase: 'certified', certification: true, count: sample.motionCount(199) });
  assert.deepEqual(toCertify([waiting, other, done]).map((ballot) => ballot.id), ['b1']);
  assert.deepEqual(certifiedBefore([waiting, other, done]).map((ballot) => ballot.id), ['b8']);
});

test('the file keeps the name the server gave it', () => {
  assert.equal(fileName('attachment; filename="plenum-s1.json"', 'x'), 'plenum-s1.json');
  assert.equal(fileName("attachment; filename*=UTF-8''%E8%AE%B0%E5%BD%95.json", 'x'), '记录.json');
  assert.equal(fileName(null, 'x.json'), 'x.json');
});
