// @ts-check
// A new ballot from a rule profile: reading the items that were typed or pasted, and what is still missing.
import { itemTitle } from '../shared/ballot-words.js';
import { itemsOf } from '../shared/items.js';
import { standingOf } from '../shared/standing.js';
import { say, t } from '../shared/words.js';
import { documentProblems } from './documents.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {{id: string, kind: string, zh: string, en: string, form: 'marks'|'picks'|'ranks'|'scores'|'text', parameters: string[], secrecy: string[], casting?: string[],
 *   sources?: Source[]}} Profile */
/** @typedef {{id: string, zh: string, en: string, weight: number, decimals: number}} Source scores from outside the ballot */
/** @typedef {{title: string, note: string, details: {label: string, text: string}[], person?: string}} NewItem person: 代表证号 */
/** @typedef {'rerun'|'further_election'|'primary'} Why the first is held again; new names for the places left; the list that a primary made */
/** @typedef {{profile: string, title: string, items: string, places: string, quota: string, duration: string, secrecy: string, casting: string, link: {ballot: string, why: import('../shared/frames.js').Link['why']}|null,
 *   person: string, body: string, id: string|null, draw: string|null, amends: string, external?: Record<string, string>,
 *   documents: import('../shared/frames.js').PinnedDocument[]}} Draft id: of a draft that is changed; draw: whose people are the rows;
 *   amends: id of a motion, or empty; external: a score on each line, by source */

/** A week, as long as a poll may stay open. */
const DURATION_MAX_S = 604_800;
/** Words that begin a line of column names. */
/** Names of the column that says who on the roster a row is about. */
const NUMBER_HEADS = ['代表证号', 'number'];
const HEADS = ['标题', '项目名称', '候选项目', '事项', '姓名', '名称', 'title', 'name', 'item'];

/** @returns {Draft} */
export const emptyDraft = () => ({
  profile: '', title: '', items: '', places: '', quota: '', duration: '', secrecy: '', casting: '', link: null, person: '', body: '', id: null, draw: null, amends: '',
  documents: [],
});

/** Items from lines; columns are divided by tabs or upright bars. @param {string} text @returns {NewItem[]} */
export function parseItems(text) {
  const lines = text.split(/\r?\n/).map((line) => line.split(/\t|\s*[|｜]\s*/).map((cell) => cell.trim()));
  const rows = lines.filter((cells) => cells.some((cell) => cell !== ''));
  const named = rows.length > 1 && HEADS.includes(rows[0][0].toLowerCase());
  const labels = named ? rows[0] : [];
  const numbers = labels.findIndex((label) => NUMBER_HEADS.includes(label.toLowerCase()));
  return rows.slice(named ? 1 : 0).map((cells) => {
    const [title = '', note = ''] = cells.filter((_, i) => i !== numbers);
    const told = cells.map((text, i) => ({ label: labels[i] || t('desk.detail'), text, at: i })).filter(({ at }) => at !== numbers).slice(2);
    const details = told.filter(({ text }) => text !== '').map(({ label, text }) => ({ label, text }));
    const person = numbers < 0 ? '' : cells[numbers] ?? '';
    return { title, note, details, ...(person ? { person } : {}) };
  });
}

/** A whole number from a field, null where it is empty, NaN where it is none. @param {string} text */
const whole = (text) => (text.trim() === '' ? null : /^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

/** The scores of a source as they were typed, one for each item. @param {string|undefined} text */
const scoresIn = (text) => (text ?? '').split(/\r?\n|\t/).map((score) => score.trim()).filter((score) => score !== '');

/** Whether there is a number for every item. @param {Source} source @param {string|undefined} text @param {number} items */
function hasScores({ decimals }, text, items) {
  const number = new RegExp(decimals > 0 ? `^\\d{1,4}(\\.\\d{1,${decimals}}0*)?$` : '^\\d{1,4}$');
  const scores = scoresIn(text);
  return scores.length === items && scores.every((score) => number.test(score));
}

/**
 * What is missing or wrong, in words; empty where the draft can be sent.
 * @param {Draft} draft @param {Profile|null} profile @returns {string[]}
 */
export function problems(draft, profile) {
  const found = [];
  if (!profile) return [t('desk.need_profile')];
  if (draft.title.trim() === '') found.push(t('desk.need_title'));
  const items = parseItems(draft.items);
  if (profile.parameters.includes('items') && items.length < (profile.form === 'picks' || profile.form === 'ranks' ? 2 : 1)) found.push(t('desk.need_items'));
  const seen = new Map();
  // Two people of one name can be drawn; their units tell them apart.
  if (!draft.draw) items.forEach(({ title }, i) => {
    if (seen.has(title)) found.push(t('desk.twice', { a: seen.get(title) + 1, b: i + 1 }));
    else seen.set(title, i);
  });
  const has = (/** @type {string} */ name) => profile.parameters.includes(name);
  const [places, quota, duration] = [whole(draft.places), whole(draft.quota), whole(draft.duration)];
  if (has('places') && !(places !== null && places >= 1 && places <= items.length)) found.push(t('desk.need_places', { n: items.length }));
  if (has('quota') && quota !== null && !(quota >= 1)) found.push(t('desk.need_quota'));
  if (has('duration_s') && duration !== null && !(duration >= 0 && duration <= DURATION_MAX_S)) found.push(t('desk.need_duration'));
  for (const source of profile.sources ?? []) {
    const { [source.id]: text } = draft.external ?? {};
    if (!hasScores(source, text, items.length)) found.push(t('desk.need_scores', { source: say(source), n: items.length, given: scoresIn(text).length }));
  }
  return [...found, ...documentProblems(draft.documents)];
}

/** The body of the call that makes the draft. @param {Draft} draft @param {Profile} profile */
export function requestBody(draft, profile) {
  const has = (/** @type {string} */ name) => profile.parameters.includes(name);
  const items = parseItems(draft.items);
  return {
    profile: profile.id, title: draft.title.trim(),
    // Where the title is the only row, the profile asks for none.
    // The rows of a draw are the server's to fill in.
    items: has('items') && !draft.draw ? items : [],
    places: has('places') ? whole(draft.places) : null,
    quota: has('quota') ? whole(draft.quota) : null,
    duration_s: has('duration_s') ? whole(draft.duration) : null,
    secrecy: has('secrecy') && draft.secrecy && draft.casting !== 'hands' ? draft.secrecy : null,
    casting: has('casting') && draft.casting ? draft.casting : null,
    external: Object.fromEntries((profile.sources ?? []).map(({ id }) => [id, scoresIn(draft.external?.[id])])),
    link: draft.link, draw: draft.draw, amends: draft.amends || null,
    documents: draft.documents.map(({ title, version, sha256 }) => ({ title: title.trim(), version: version.trim(), sha256 })),
    person: has('person') && draft.person.trim() ? draft.person.trim() : null,
    body: has('body') && draft.body.trim() ? draft.body.trim() : null,
  };
}

/**
 * Items as the lines they were typed in; with a line of column names where a row is about somebody on the roster.
 * @param {import('../shared/frames.js').Item[]} items @param {(id: string) => string} numberOf
 */
function lines(items, numberOf) {
  const about = items.some(({ person }) => person);
  const row = (/** @type {import('../shared/frames.js').Item} */ { title, note, details, person }) =>
    [title, note, ...(about ? [person ? numberOf(person) : ''] : []), ...details.map((d) => d.text)].join('\t').replace(/\t+$/, '');
  const labels = items.find(({ details }) => details.length > 0)?.details.map(({ label }) => label) ?? [];
  return [...(about ? [[HEADS[0], '', NUMBER_HEADS[0], ...labels].join('\t')] : []), ...items.map(row)].join('\n');
}

/** The scores from outside of the items that go into the repeat, as they were. @param {Ballot} ballot @param {boolean[]} kept */
function keptScores({ count }, kept) {
  const sources = count?.outcome.composite?.sources ?? [];
  const said = (/** @type {number} */ units, /** @type {number} */ decimals) => (units / 10 ** decimals).toFixed(decimals);
  return Object.fromEntries(sources.map(({ id, decimals, scores }) => [id, scores.filter((_, i) => kept[i]).map((units) => said(units, decimals)).join('\n')]));
}

/**
 * The draft of a ballot that follows from another: the same paper again, only those who are tied, the places left with
 * names still to be found, or those whom a primary selected.
 * @param {Ballot} ballot @param {Why|'tied'} what @param {import('../shared/frames.js').RosterEntry[]} [roster] @returns {Draft}
 */
export function draftFrom(ballot, what, roster = []) {
  const numberOf = (/** @type {string} */ id) => roster.find((person) => person.id === id)?.number ?? '';
  const { form, count } = ballot;
  const standing = standingOf(ballot);
  const items = itemsOf(ballot);
  const tie = what === 'tied' ? count?.outcome.tie : null;
  // One question: the title is the row. En bloc it lists what it decides.
  const alone = form.kind === 'marks' && items.length === 1 && items[0].title === ballot.title;
  const picked = form.kind === 'picks' || form.kind === 'ranks';
  const limit = picked ? form.max : form.kind === 'marks' ? form.quotas[0]?.max ?? null : null;
  const most = tie?.open_places ?? count?.outcome.places ?? limit;
  const said = String((what === 'further_election' ? standing?.open : most) ?? '');
  const written = (/** @type {string} */ id) => ({ id, title: itemTitle(ballot, id), note: '', details: [] });
  const list = (standing?.selected ?? []).map((id) => items.find((item) => item.id === id) ?? written(id));
  const text = what === 'primary' ? lines(list, numberOf)
    : what === 'further_election' ? '' : alone ? items[0].details.map((detail) => detail.text).join('\n') : lines(tie ? items.filter((item) => tie.items.includes(item.id)) : items, numberOf);
  return {
    ...emptyDraft(), profile: what === 'primary' ? '' : ballot.profile, items: text,
    title: tie ? t('desk.runoff_title', { title: ballot.title }) : ballot.title,
    person: alone && items[0].person ? numberOf(items[0].person) : '', body: ballot.body ?? '',
    places: form.kind !== 'marks' && what !== 'primary' ? said : '', quota: form.kind === 'marks' ? said : '',
    duration: ballot.duration_s === null ? '' : String(ballot.duration_s), secrecy: ballot.secrecy, casting: ballot.casting,
    link: { ballot: ballot.id, why: what === 'tied' ? 'rerun' : what },
    external: keptScores(ballot, items.map((item) => !tie || tie.items.includes(item.id))),
    draw: tie || what === 'further_election' ? null : ballot.draw, amends: ballot.amends?.id ?? '', documents: ballot.documents,
  };
}

/**
 * A draft as it can be changed before it is ready.
 * @param {Ballot} ballot @param {import('../shared/frames.js').RosterEntry[]} [roster] @returns {Draft}
 */
export const draftOf = (ballot, roster = []) => ({
  ...draftFrom(ballot, 'rerun', roster), id: ballot.id, link: ballot.link ? { ballot: ballot.link.ballot, why: ballot.link.why } : null,
});

/** The motions that an amendment may be to: those that are still ahead. @param {Ballot[]} ballots @param {string|null} own */
export const amendable = (ballots, own) =>
  ballots.filter(({ id, kind, phase }) => kind === 'motion_vote' && (phase === 'draft' || phase === 'ready') && id !== own);
