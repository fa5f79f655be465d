// @ts-check
// A paper of candidates being filled in: picks, votes against, names written in. Pure.
import { cleanName } from '../shared/paper-index.js';

/** @typedef {import('../shared/frames.js').PicksForm} PicksForm */
/** @typedef {import('../shared/frames.js').PicksPaper} PicksPaper */
/** @typedef {import('../shared/frames.js').Paper} Paper */
/** @typedef {'for'|'against'|'abstain'} Choice */

/** Where each choice stands on the paper. @type {Record<Choice, 'picks'|'against'|'abstain'>} */
const LISTS = { for: 'picks', against: 'against', abstain: 'abstain' };
/** The three choices, in the shapes of a paper. @type {import('../shared/frames.js').Grade[]} */
export const CHOICES = [
  { id: 'for', zh: '赞成', en: 'For', shape: 'circle', role: 'for' },
  { id: 'against', zh: '反对', en: 'Against', shape: 'cross', role: 'against' },
  { id: 'abstain', zh: '弃权', en: 'Abstain', shape: 'triangle', role: 'abstain' },
];

/** Nothing filled in. @param {PicksForm} form @returns {PicksPaper} */
export const emptyPicks = (form) =>
  ({ form: 'picks', picks: [], ...(form.crosses ? { against: [], abstain: [] } : {}), ...(form.write_ins ? { write_ins: [] } : {}) });

/** The paper, or an empty one. @param {PicksForm} form @param {Paper|null|undefined} paper @returns {PicksPaper} */
const filled = (form, paper) => ({ ...emptyPicks(form), ...(paper?.form === 'picks' ? paper : {}) });

/** Names written in. @param {Paper|null|undefined} paper @returns {string[]} */
export const namesOf = (paper) => (paper?.form === 'picks' ? paper.write_ins ?? [] : []);
/** How many are voted for, those written in too: they all count towards the places. @param {Paper|null|undefined} paper */
export const chosen = (paper) => (paper?.form === 'picks' ? paper.picks.length + namesOf(paper).length : 0);

/** What was said of a candidate. @param {Paper|null|undefined} paper @param {string} option @returns {Choice|null} */
export function choiceOf(paper, option) {
  const all = /** @type {Choice[]} */ (Object.keys(LISTS));
  return paper?.form === 'picks' ? all.find((choice) => paper[LISTS[choice]]?.includes(option)) ?? null : null;
}

/** Candidates of whom nothing was said yet; each needs a word of its own, whatever it is. @param {PicksForm} form @param {Paper|null|undefined} paper */
export const undecided = (form, paper) => (form.crosses ? form.options.filter((option) => choiceOf(paper, option.id) === null) : []);

/**
 * Says something of a candidate, or takes it back. At the limit nothing changes.
 * @param {PicksForm} form @param {Paper|null} paper @param {string} option @param {Choice|null} choice
 * @returns {{paper: PicksPaper, over: boolean}}
 */
export function choose(form, paper, option, choice) {
  const before = filled(form, paper);
  if (choice === 'for' && choiceOf(before, option) !== 'for' && chosen(before) >= form.max) return { paper: before, over: true };
  const without = (/** @type {string[]|undefined} */ ids) => (ids ?? []).filter((id) => id !== option);
  const next = { ...before, picks: without(before.picks), against: without(before.against), abstain: without(before.abstain) };
  if (choice) next[LISTS[choice]] = inOrder(form, [...next[LISTS[choice]], option]);
  return { paper: next, over: false };
}

/**
 * Picks or unpicks an option where there is nothing but picks. At the limit nothing changes, but a single pick moves.
 * @param {PicksForm} form @param {Paper|null} paper @param {string} option
 * @returns {{paper: PicksPaper, over: boolean}}
 */
export function toggle(form, paper, option) {
  const before = filled(form, paper);
  const picked = before.picks.includes(option);
  const moves = form.max === 1 && namesOf(before).length === 0;
  if (!picked && !moves && chosen(before) >= form.max) return { paper: before, over: true };
  const next = picked ? before.picks.filter((id) => id !== option) : moves ? [option] : [...before.picks, option];
  return { paper: { ...before, picks: inOrder(form, next) }, over: false };
}

/**
 * Why no name can be written in now, if there is a reason: `against`: a candidate must be voted against first; `lines`:
 * every line is used; `full`: every place is.
 * @param {PicksForm} form @param {Paper|null} paper @returns {'against'|'lines'|'full'|null}
 */
export function namesBlocked(form, paper) {
  if (!form.write_ins) return 'lines';
  if (lacksAgainst(form, paper)) return 'against';
  if (namesOf(paper).length >= form.write_ins.max) return 'lines';
  return chosen(paper) >= form.max ? 'full' : null;
}

/** Nobody may write in who has voted against nobody. @param {PicksForm} form @param {Paper|null} paper */
const lacksAgainst = ({ write_ins }, paper) =>
  write_ins?.after === 'against' && !(paper?.form === 'picks' && (paper.against ?? []).length > 0);

/** Names stand on a paper that votes against nobody any more. @param {PicksForm} form @param {Paper|null} paper */
export const strayNames = (form, paper) => namesOf(paper).length > 0 && lacksAgainst(form, paper);

/**
 * @param {PicksForm} form @param {Paper|null} paper @param {string} text as it was typed
 * @returns {{paper: PicksPaper, refused: null|'invalid'|'listed'|'twice'|'against'|'lines'|'full'}}
 */
export function writeIn(form, paper, text) {
  const before = filled(form, paper);
  const name = cleanName(text);
  const refused = namesBlocked(form, before) ?? (name === null ? 'invalid'
    : form.options.some((option) => option.title === name) ? 'listed' : namesOf(before).includes(name) ? 'twice' : null);
  return refused || name === null ? { paper: before, refused: refused ?? 'invalid' } : { paper: { ...before, write_ins: [...namesOf(before), name] }, refused: null };
}

/** @param {PicksForm} form @param {Paper|null} paper @param {string} name @returns {PicksPaper} */
export const strike = (form, paper, name) => ({ ...filled(form, paper), write_ins: namesOf(paper).filter((each) => each !== name) });

/** The paper as it is sent: abstaining leaves no mark on it. @param {PicksPaper} paper @returns {PicksPaper} */
export function asSent(paper) {
  const { abstain: _, ...rest } = paper;
  return rest;
}

/** A paper that was sent, to be changed: what bore no mark was abstained from. @param {PicksForm} form @param {PicksPaper} paper @returns {PicksPaper} */
export function asDraft(form, paper) {
  if (!form.crosses) return filled(form, paper);
  const unmarked = form.options.map(({ id }) => id).filter((id) => choiceOf(paper, id) === null);
  return { ...filled(form, paper), abstain: unmarked };
}

/** Only what this paper knows. @param {PicksForm} form @param {PicksPaper} paper @returns {PicksPaper} */
export function fittingPicks(form, paper) {
  const { picks, against = [], abstain, write_ins = [] } = paper;
  return {
    form: 'picks', picks: inOrder(form, picks),
    ...(form.crosses ? { against: inOrder(form, against), ...(abstain ? { abstain: inOrder(form, abstain) } : {}) } : {}),
    ...(form.write_ins ? { write_ins } : {}),
  };
}

/** A paper of candidates as rows with three choices each: for views that draw those. @param {PicksForm} form @param {Paper|null} paper */
export function asMarks(form, paper) {
  const marks = form.options.map(({ id }) => [id, choiceOf(paper, id)]).filter(([, choice]) => choice !== null);
  return {
    form: /** @type {import('../shared/frames.js').MarksForm} */ ({
      kind: 'marks', rows: form.options, grades: CHOICES, blank_rows: 'abstain', quotas: [{ grade: 'for', max: form.max - namesOf(paper).length }],
    }),
    paper: /** @type {import('../shared/frames.js').MarksPaper} */ ({ form: 'marks', marks: Object.fromEntries(marks) }),
  };
}

/** @param {PicksForm} form @param {string[]} ids */
const inOrder = (form, ids) => form.options.map(({ id }) => id).filter((id) => ids.includes(id));
