// Every paper is drawn as a delegate sees it: nothing throws, nothing is missing, and a tap lands where it should.
import test from 'node:test';
import assert from 'node:assert/strict';
import * as sample from '../../projector/sample.js';
import { ranksForm, scoresForm, textForm } from '../../shared/tests/secret-ballot.js';
import { stubPage } from '../../shared/tests/stub-dom.js';
import { emptyState } from '../../shared/state.js';
import { html, render } from '../../shared/ui.js';
import { lang } from '../../shared/words.js';
import { voteOn } from '../scene.js';
import { Paper } from '../views/paper.js';

const CRITERIA = [{ id: 'ability', zh: '能', en: 'Ability', weight: 60 }, { id: 'probity', zh: '廉', en: 'Probity', weight: 40 }];
const evaluation = (over = {}) => ({ ...sample.evaluation().form, rows: sample.items(3, '评议对象', '单位'), ...over });
const paper = (form, over = {}) => sample.motion({ secrecy: 'recorded', form, ...over });
const SCORES = scoresForm(2);

/** @type {[string, any, any, string[]][]} what it is, the ballot, something filled in, what must be on the page */
const PAPERS = [
  ['choices', paper(sample.motion().form), { form: 'marks', marks: { 1: 'yes' } }, ['赞成', '反对', '弃权']],
  ['a matrix', paper(evaluation()), { form: 'marks', marks: { 1: 'outstanding', 3: 'competent' } }, ['评议对象 01', '评议对象 03', '优秀', '不称职']],
  ['a matrix with criteria', paper(evaluation({ criteria: CRITERIA, all_equal: 'refused', quotas: [{ grade: 'outstanding', min: 1, max: 2 }] })),
    { form: 'marks', marks: { '1_ability': 'outstanding' } }, ['评议对象 01', '能', '廉', '优秀', '全部相同的票无效']],
  ['picks', paper(sample.selection().form, { kind: 'selection_ballot' }), { form: 'picks', picks: ['2'] }, ['候选项目 01', '候选项目 10']],
  ['candidates', paper({ ...sample.selection().form, options: sample.items(3, '候选人'), min: 0, max: 2, crosses: true, write_ins: { max: 1, after: 'any' } }, { kind: 'election' }),
    { form: 'picks', picks: ['1'], against: ['2'], write_ins: ['戊同志'], abstain: ['3'] }, ['候选人 01', '赞成', '反对', '弃权']],
  ['ranks', paper(ranksForm(3, 2)), { form: 'ranks', ranks: ['3', '1'] }, ['第1项', '第3项']],
  ['scores', paper(SCORES, { kind: 'scoring' }), { form: 'scores', scores: { 1: '93.5' } }, ['第1项', '第2项']],
  ['a scale', paper({ ...SCORES, min: 1, max: 5, step: 1, decimals: 0, labels: { low: { zh: '很差', en: 'Poor' }, high: { zh: '很好', en: 'Good' } } }, { kind: 'opinion_poll' }),
    { form: 'scores', scores: { 2: '4' } }, ['第1项', '很差', '很好']],
  ['answers', paper(textForm(2, 20), { kind: 'opinion_poll', binding: false }), { form: 'text', answers: { 1: '同意' } }, ['第1项', '第2项']],
];

const OWN = { ballot: 'b1', present: true, may_vote: true, reason: null, vote: null };
function sessionOf(ballot, steps = {}) {
  const drafts = [];
  const quiet = () => undefined;
  const state = { ...emptyState(), ballots: { b1: ballot } };
  return {
    drafts, session: {
      state: { value: state }, clock: { tick: { value: 1764000018000 } }, steps: { value: steps }, receipts: { value: [] },
      draft: (_, filled) => drafts.push(filled), setStep: quiet, discard: quiet, cast: quiet,
    },
  };
}
const known = (ballot, draft, own) => ({
  state: { ...emptyState(), epoch: 'e', ballots: { b1: ballot }, own }, status: { state: 'online', since: 0 }, pending: {}, outcomes: {},
  drafts: draft ? { b1: draft } : {},
});

/** Draws the paper, hands the page to `look`, and takes it away again. */
function draw(t, ballot, { draft = null, own = OWN, steps = {} }, look) {
  const root = stubPage(t);
  const { session, drafts } = sessionOf(ballot, steps);
  render(html`<${Paper} session=${session} vote=${voteOn(ballot, known(ballot, draft, own))} />`, root);
  look(root, drafts);
  render(null, root);
}

/** No value is none, no blank of a sentence is open, and no key stands in place of its words. */
function isWhole(root) {
  for (const word of root.words) {
    assert.doesNotMatch(word, /undefined|NaN|\[object|\{\w+\}/);
    assert.doesNotMatch(word, /^[a-z_]+(\.[a-z_]+)+$/);
  }
}

for (const [name, ballot, filled, words] of PAPERS) {
  test(`${name} is drawn empty, filled in, looked over, suspended and in English`, (t) => {
    draw(t, ballot, {}, (root) => {
      isWhole(root);
      for (const word of words) assert.ok(root.text.includes(word), `${word} in ${root.text}`);
    });
    draw(t, ballot, { draft: filled }, isWhole);
    draw(t, ballot, { draft: filled, steps: { b1: 'review' } }, isWhole);
    const suspension = { cause: 'chair', reason: '', at_ms: 1, remaining_ms: 30_000 };
    draw(t, { ...ballot, phase: 'suspended', suspension }, { draft: filled }, isWhole);
    lang.value = 'en';
    try {
      draw(t, ballot, { draft: filled }, isWhole);
    } finally {
      lang.value = 'zh';
    }
  });
}

const isInput = (element) => element.localName === 'input';

test('a tap on a grade marks the cell it stands in', (t) => {
  const form = evaluation({ criteria: CRITERIA });
  draw(t, paper(form), {}, (root, drafts) => {
    const inputs = root.all(isInput);
    assert.equal(inputs.length, 3 * 2 * form.grades.length);
    inputs[form.grades.length + 1].fire('click');
    assert.deepEqual(drafts, [{ form: 'marks', marks: { '1_probity': 'competent' } }]);
  });
});

test('who is recused from a row sees the others under their printed numbers', (t) => {
  const own = { ...OWN, recused: { rows: ['1'], reason: '近亲属' } };
  const of = (root) => root.all(({ attributes }) => attributes.role === 'radiogroup').map(({ attributes }) => attributes['aria-label']);
  draw(t, paper(evaluation()), { own }, (root) => assert.deepEqual(of(root), ['2. 评议对象 02', '3. 评议对象 03']));
  const form = evaluation({ all_equal: 'refused', quotas: [{ grade: 'outstanding', min: 3, max: 3 }] });
  draw(t, paper(form), { own: { ...own, recused: { rows: ['1', '3'], reason: '' } } }, (root) => {
    assert.doesNotMatch(root.text, /全部相同的票无效/);
    assert.match(root.text, /至少 1/);
  });
});
