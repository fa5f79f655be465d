// @ts-check
// A new ballot from a rule profile: reading the items that were typed or pasted, and what is still missing.
import { t } from '../shared/words.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {{id: string, kind: string, zh: string, en: string, form: 'marks'|'picks', parameters: string[], secrecy: string[], casting?: string[]}} Profile */
/** @typedef {{title: string, note: string, details: {label: string, text: string}[], person?: string}} NewItem person: 代表证号 */
/** @typedef {{profile: string, title: string, items: string, places: string, quota: string, duration: string, secrecy: string, casting: string, rerunOf: string|null,
 *   person: string, body: string}} Draft */

const DURATION_MAX_S = 3600;
/** Words that begin a line of column names. */
/** Names of the column that says who on the roster a row is about. */
const NUMBER_HEADS = ['代表证号', 'number'];
const HEADS = ['标题', '项目名称', '候选项目', '事项', '姓名', '名称', 'title', 'name', 'item'];

/** @returns {Draft} */
export const emptyDraft = () => ({ profile: '', title: '', items: '', places: '', quota: '', duration: '', secrecy: '', casting: '', rerunOf: null, person: '', body: '' });

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

/**
 * What is missing or wrong, in words; empty where the draft can be sent.
 * @param {Draft} draft @param {Profile|null} profile @returns {string[]}
 */
export function problems(draft, profile) {
  const found = [];
  if (!profile) return [t('desk.need_profile')];
  if (draft.title.trim() === '') found.push(t('desk.need_title'));
  const items = parseItems(draft.items);
  if (profile.parameters.includes('items') && items.length < (profile.form === 'picks' ? 2 : 1)) found.push(t('desk.need_items'));
  const seen = new Map();
  items.forEach(({ title }, i) => {
    if (seen.has(title)) found.push(t('desk.twice', { a: seen.get(title) + 1, b: i + 1 }));
    else seen.set(title, i);
  });
  const has = (/** @type {string} */ name) => profile.parameters.includes(name);
  const [places, quota, duration] = [whole(draft.places), whole(draft.quota), whole(draft.duration)];
  if (has('places') && !(places !== null && places >= 1 && places <= items.length)) found.push(t('desk.need_places', { n: items.length }));
  if (has('quota') && quota !== null && !(quota >= 1)) found.push(t('desk.need_quota'));
  if (has('duration_s') && duration !== null && !(duration >= 0 && duration <= DURATION_MAX_S)) found.push(t('desk.need_duration'));
  return found;
}

/** The body of the call that makes the draft. @param {Draft} draft @param {Profile} profile */
export function requestBody(draft, profile) {
  const has = (/** @type {string} */ name) => profile.parameters.includes(name);
  const items = parseItems(draft.items);
  return {
    profile: profile.id, title: draft.title.trim(),
    // Where the title is the only row, the profile asks for none.
    items: has('items') ? items : [],
    places: has('places') ? whole(draft.places) : null,
    quota: has('quota') ? whole(draft.quota) : null,
    duration_s: has('duration_s') ? whole(draft.duration) : null,
    secrecy: has('secrecy') && draft.secrecy && draft.casting !== 'hands' ? draft.secrecy : null,
    casting: has('casting') && draft.casting ? draft.casting : null,
    rerun_of: draft.rerunOf,
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

/**
 * The draft of a ballot to be held again: the same paper, or only the tied items for the places that are left.
 * @param {Ballot} ballot @param {boolean} runoff @param {import('../shared/frames.js').RosterEntry[]} [roster] @returns {Draft}
 */
export function draftFrom(ballot, runoff, roster = []) {
  const numberOf = (/** @type {string} */ id) => roster.find((person) => person.id === id)?.number ?? '';
  const { form, count } = ballot;
  const tie = runoff ? count?.outcome.tie : null;
  const items = form.kind === 'picks' ? form.options : form.rows;
  const kept = tie ? items.filter((item) => tie.items.includes(item.id)) : items;
  const alone = form.kind === 'marks' && items.length === 1;
  const places = form.kind === 'picks' ? tie?.open_places ?? count?.outcome.places ?? form.max : null;
  const quota = form.kind === 'marks' ? tie?.open_places ?? count?.outcome.places ?? form.quotas[0]?.max ?? null : null;
  return {
    ...emptyDraft(), profile: ballot.profile, title: runoff ? t('desk.runoff_title', { title: ballot.title }) : ballot.title,
    items: alone ? '' : lines(kept, numberOf), person: alone && items[0].person ? numberOf(items[0].person) : '', body: ballot.body ?? '', places: places === null ? '' : String(places),
    quota: quota === null ? '' : String(quota),
    duration: ballot.duration_s === null ? '' : String(ballot.duration_s), secrecy: ballot.secrecy, casting: ballot.casting, rerunOf: ballot.id,
  };
}
