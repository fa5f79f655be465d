// @ts-check
// The entry forms of hands and papers: their fields, what was typed into them, and the body that is sent. Pure.
import { byCodePoint, cleanName } from '../shared/paper-index.js';
import { cellsOf } from '../shared/cells.js';
import { itemsOf } from '../shared/items.js';
import { say, t } from '../shared/words.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {'hands'|'accounts'|'papers'|'all'} Sheet all: everything of a correction */
/** @typedef {Record<string, string>} Typed by field */
/** @typedef {{key: string, word: string}} Field */
/** @typedef {{id: string, lead: string, word: string}} Line lead: what stands before the column where a figure is missing */

/** Form D3. */
export const ACCOUNTS = ['printed', 'issued', 'replaced', 'returned'];
/** Reasons of form D4. */
export const REASONS = ['over_selected', 'illegible', 'not_as_instructed', 'other'];
/** A field that may stay empty is 0. */
const OPTIONAL = ['replaced', ...REASONS];

/** @param {Sheet} sheet */
const hasAccounts = (sheet) => sheet === 'accounts' || sheet === 'all';
/** @param {Ballot} ballot @param {Sheet} sheet */
const hasCount = ({ casting }, sheet) => sheet !== 'accounts' && casting !== 'hands';

/** The fields above the table. @param {Ballot} ballot @param {Sheet} sheet @returns {Field[]} */
export function headFields(ballot, sheet) {
  const field = (/** @type {string} */ key) => ({ key, word: t(`manual.${key}`) });
  return [
    ...(hasAccounts(sheet) && ballot.casting !== 'hands' ? ACCOUNTS.map(field) : []),
    ...(hasCount(ballot, sheet) ? ['valid', ...REASONS].map(field) : []),
  ];
}

/** The columns of the table; scores are typed as one text a row. @param {Ballot} ballot @param {Sheet} sheet @returns {Field[]} */
export function columns(ballot, sheet) {
  if (sheet === 'accounts') return [];
  const form = /** @type {any} */ (ballot.form);
  const lines = ballot.casting === 'hands' ? [] : ['blank', 'invalid'].map((key) => ({ key, word: t(`manual.${key}`) }));
  switch (form.kind) {
    case 'marks': return [...form.grades.map((/** @type {any} */ grade) => ({ key: `v:${grade.id}`, word: grade.zh, en: grade.en })), ...lines];
    case 'ranks': return Array.from({ length: form.max }, (_, i) => ({ key: `v:${i + 1}`, word: t('manual.rank', { n: i + 1 }) }));
    case 'scores': return [{ key: 'scores', word: t('manual.scores') }, ...lines];
    default: return form.crosses
      ? ['for', 'against'].map((choice) => ({ key: `v:${choice}`, word: t(`choice.${choice}`) })) : [{ key: 'v:votes', word: t('manual.votes') }];
  }
}

/**
 * The lines of the table, in the order in which the record has them: a row of the paper each, with criteria one for every
 * criterion of a row.
 * @param {Ballot} ballot @returns {Line[]}
 */
export function linesOf({ form }) {
  if (form.kind !== 'marks') return itemsOf({ form }).map(({ id, title }, i) => ({ id, lead: `${i + 1}. `, word: `${i + 1}. ${title}` }));
  return cellsOf(form).map(({ id, row, number, criterion }) => (criterion
    ? { id, lead: `${number}. ${say(criterion)} · `, word: `${number}. ${row.title} · ${say(criterion)}` }
    : { id, lead: `${number}. `, word: `${number}. ${row.title}` }));
}

/** @param {number} line @param {string} key */
export const cell = (line, key) => `${line}.${key}`;

/** A whole number from a field; null where it is none. @param {string|undefined} text @param {boolean} optional */
function whole(text, optional) {
  const typed = (text ?? '').trim();
  if (typed === '' && optional) return 0;
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}

/** 95=3 90=2 → [[95, 3], [90, 2]] in units, ascending; null where it is none. @param {string|undefined} text @param {number} decimals */
export function parseScores(text, decimals) {
  /** @type {[number, number][]} */
  const scores = [];
  for (const pair of (text ?? '').trim().split(/[\s,，;；]+/).filter(Boolean)) {
    const match = pair.match(/^(\d{1,7})(?:\.(\d+))?[=:＝：](\d{1,9})$/);
    const part = (match?.[2] ?? '').padEnd(decimals, '0');
    if (!match || part.length > decimals) return null;
    scores.push([Number(match[1] + part), Number(match[3])]);
  }
  return scores.sort((a, b) => a[0] - b[0]);
}

/** Whether names were written on the papers too. @param {Ballot} ballot @param {Sheet} sheet */
export const takesNames = ({ form }, sheet) => sheet !== 'accounts' && form.kind === 'picks' && Boolean(form.write_ins);

/** 张三=3，李四=2 → persons with votes in the order of the record; null where a pair is none. @param {string|undefined} text */
export function parseNames(text) {
  const pairs = (text ?? '').split(/[,，;；\n]+/).map((pair) => pair.trim()).filter(Boolean).map((pair) => {
    const match = pair.match(/^(.+?)\s*[=:＝：]\s*([1-9]\d{0,8})$/);
    const name = match && cleanName(match[1]);
    return name ? { name, votes: Number(match[2]) } : null;
  });
  const names = pairs.map((pair) => pair?.name);
  if (pairs.includes(null) || new Set(names).size < names.length) return null;
  return /** @type {{name: string, votes: number}[]} */ (pairs).sort((a, b) => byCodePoint(a.name, b.name));
}

/** What is missing or no number, by name. @param {Ballot} ballot @param {Sheet} sheet @param {Typed} typed @returns {string[]} */
export function missing(ballot, sheet, typed) {
  const decimals = /** @type {any} */ (ballot.form).decimals ?? 0;
  const head = headFields(ballot, sheet).filter(({ key }) => whole(typed[key], OPTIONAL.includes(key)) === null).map(({ word }) => word);
  const rows = sheet === 'accounts' ? [] : linesOf(ballot).flatMap(({ lead }, row) => columns(ballot, sheet)
    .filter(({ key }) => (key === 'scores' ? parseScores(typed[cell(row, key)], decimals) === null
      : whole(typed[cell(row, key)], !key.startsWith('v:')) === null))
    .map(({ word }) => `${lead}${word}`));
  const names = takesNames(ballot, sheet) && parseNames(typed.names) === null ? [t('write_in.title')] : [];
  return [...head, ...rows, ...names].map((field) => t('desk.manual_whole', { field }));
}

/** @param {Ballot} ballot @param {Sheet} sheet @param {Typed} typed */
function tally(ballot, sheet, typed) {
  const form = /** @type {any} */ (ballot.form);
  const figures = (/** @type {number} */ row, /** @type {string} */ key) => whole(typed[cell(row, key)], true) ?? 0;
  const votes = (/** @type {number} */ row) => columns(ballot, sheet).filter(({ key }) => key.startsWith('v:')).map(({ key }) => figures(row, key));
  const lines = (/** @type {number} */ row) => ({ blank: figures(row, 'blank'), invalid: figures(row, 'invalid') });
  const rows = linesOf(ballot).map((_, row) => row);
  switch (form.kind) {
    case 'marks': return { form: 'marks', rows: rows.map((row) => ({ votes: votes(row), ...lines(row), recused: 0 })) };
    case 'ranks': return { form: 'ranks', rows: rows.map((row) => ({ ranks: votes(row) })) };
    case 'scores': return { form: 'scores', rows: rows.map((row) => ({
      scores: parseScores(typed[cell(row, 'scores')], form.decimals ?? 0) ?? [], ...lines(row), recused: 0 })) };
    default: return {
      form: 'picks', votes: rows.map((row) => votes(row)[0]), ...(form.crosses ? { against: rows.map((row) => votes(row)[1]) } : {}),
      ...(form.write_ins ? { write_ins: parseNames(typed.names) ?? [] } : {}),
    };
  }
}

/** @param {Typed} typed @param {string[]} keys */
const numbers = (typed, keys) => Object.fromEntries(keys.map((key) => [key, whole(typed[key], true) ?? 0]));

/** @param {Ballot} ballot @param {Sheet} sheet @param {Typed} typed */
const paperCount = (ballot, sheet, typed) => ({
  valid: whole(typed.valid, true) ?? 0, invalid: numbers(typed, REASONS), tally: tally(ballot, sheet, typed),
});

/** The body of an entry. @param {Ballot} ballot @param {Exclude<Sheet, 'all'>} sheet @param {Typed} typed */
export function entryBody(ballot, sheet, typed) {
  if (typed.consent) return { kind: 'consent', method: typed.consent };
  if (sheet === 'hands') return { kind: 'hands', tally: tally(ballot, sheet, typed) };
  if (sheet === 'accounts') return { kind: 'accounts', ...numbers(typed, ACCOUNTS) };
  return { kind: 'papers', ...paperCount(ballot, sheet, typed) };
}

/** All figures of a correction. @param {Ballot} ballot @param {Typed} typed */
export function figuresBody(ballot, typed) {
  if (ballot.casting === 'hands') return entryBody(ballot, 'hands', typed);
  return { kind: 'papers', accounts: numbers(typed, ACCOUNTS), count: paperCount(ballot, 'all', typed) };
}

/** Ballots with something to enter, hand out, correct or note, the running one first. @param {Ballot[]} ballots */
export function manualBallots(ballots) {
  const busy = ['open', 'suspended', 'closed'];
  const counts = (/** @type {Ballot} */ { casting, phase }) => casting !== 'tablet' && [...busy, 'counted', 'certified', 'declared', 'voided'].includes(phase);
  const spoken = (/** @type {Ballot} */ { casting, phase }) => casting === 'tablet' && [...busy.slice(0, 2), 'declared'].includes(phase);
  const rank = (/** @type {Ballot} */ { phase }) => (busy.includes(phase) ? 0 : 1);
  return ballots.filter((ballot) => counts(ballot) || spoken(ballot)).sort((a, b) => rank(a) - rank(b) || b.number - a.number || b.round - a.round);
}
