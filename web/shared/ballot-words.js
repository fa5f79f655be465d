// @ts-check
// How a ballot is spoken of: its phase, its paper, its rule and its verdict, in the language of the face.
import { writtenScore } from './entries.js';
import { itemsOf } from './items.js';
import { lang, say, t } from './words.js';

export { itemsOf };

/** @typedef {import('./frames.js').Ballot} Ballot */

/** @param {Pick<Ballot, 'phase'>} ballot */
export const phaseWord = (ballot) => t(`phase.${ballot.phase}`);
/** @param {Pick<Ballot, 'kind'>} ballot */
export const kindWord = (ballot) => t(`kind.${ballot.kind}`);
/** A poll that stays open for hours or days: its end is a date, not a countdown. @param {Pick<Ballot, 'kind'>} ballot */
export const isLong = (ballot) => ballot.kind === 'opinion_poll';
/** 无记名 or 记名. @param {Pick<Ballot, 'secrecy'>} ballot */
export const secrecyWord = (ballot) => t(`secrecy.${ballot.secrecy}`);
/**
 * @param {string|null|undefined} verdict of an agenda entry or a row
 * @param {import('./frames.js').Kind} [kind] in an election people are elected, in a ballot decision items are selected
 */
export function verdictWord(verdict, kind) {
  if (!verdict) return '';
  return kind === 'election' && (verdict === 'selected' || verdict === 'not_selected') ? t(`elected.${verdict}`) : t(`verdict.${verdict}`);
}
/** The shape that stands beside a verdict. @param {string|null|undefined} verdict @returns {import('./frames.js').Shape} */
export const verdictShape = (verdict) =>
  (verdict === 'adopted' || verdict === 'selected' || verdict === 'decided' ? 'circle'
    : verdict === 'not_adopted' || verdict === 'voided' ? 'cross' : verdict === 'tied' ? 'triangle' : 'none');

/** What the paper asks for: "候选 10 项，选 8 项以内". @param {Ballot} ballot */
export function formHint({ form }) {
  if (form.kind === 'marks') return form.rows.length === 1 && isMotion(form) ? t('form.motion') : t('form.marks', { n: form.rows.length });
  if (form.kind === 'scores') return scoresHint(form);
  if (form.kind === 'text') return t('form.text', { n: form.questions.length, max: form.max_chars });
  const [n, k, min] = [form.options.length, form.max, form.min];
  if (form.kind === 'picks' && form.crosses) return t('form.election', { n, k });
  if (form.kind === 'ranks') return t(min === k ? 'form.ranks_exactly' : 'form.ranks', { n, k });
  if (min === k) return t('form.exactly', { n, k });
  return min > 1 ? t('form.between', { n, k, min }) : t('form.at_most', { n, k });
}

/** @param {import('./frames.js').ScoresForm} form */
function scoresHint(form) {
  const [n, min, max] = [form.rows.length, writtenScore(form, form.min), writtenScore(form, form.max)];
  return form.labels ? t('form.scale', { n, min, max }) : t('form.scores', { n, min, max, step: writtenScore(form, form.step) });
}

/** One question with for, against and abstain. @param {import('./frames.js').MarksForm} form */
export const isMotion = (form) => form.grades.some((grade) => grade.role === 'for');

/** "议程第六项", with "第2次" from the second round. @param {{number: number, round: number}} ballot */
export function agendaWord({ number, round }) {
  const item = t('agenda.item', { number: ordinal(number) });
  return round > 1 ? `${item} · ${t('agenda.round', { round: ordinal(round) })}` : item;
}

/** 1 → 一, 12 → 十二, 20 → 二十; figures in English and from 100. @param {number} n */
export function ordinal(n) {
  if (lang.value !== 'zh' || n < 1 || n > 99) return String(n);
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
  const tens = n < 10 ? '' : n < 20 ? '十' : `${digits[Math.floor(n / 10)]}十`;
  return tens + digits[n % 10];
}

/** "通过需 114 票". @param {import('./frames.js').Needed|null|undefined} needed */
export const neededWord = (needed) => (needed ? t('count.needed', { n: needed.votes }) : '');
/** "全体代表 226". @param {import('./frames.js').Needed|null|undefined} needed */
export const baseWord = (needed) => (needed ? `${t(`base.${needed.base}`)} ${needed.base_count}` : '');

/** "66.67%", with a star where it must not be read without the note below. @param {import('./frames.js').OutcomeRow} row */
export const shareWord = (row) => (row.share ? `${row.share}%${row.share_note ? '*' : ''}` : row.share_note ? '*' : '');
/** What the stars of these rows say: each note once. @param {import('./frames.js').OutcomeRow[]|undefined} rows @returns {string[]} */
export const shareNotes = (rows) => [...new Set((rows ?? []).map((row) => row.share_note))].flatMap((note) => (note ? [`* ${t(`share.${note}`)}`] : []));
/** Whether shares of some row, never adjusted, do not come to 100. @param {import('./frames.js').Count|null|undefined} count */
export const sharesAreRounded = (count) => (count?.rows ?? []).some((row) => 'rounded' in row && row.rounded === true);
/** 未过半数, as the rule has it. @param {Ballot} ballot */
export const belowWord = (ballot) => say(ballot.count?.outcome.below) || t('verdict.below_majority');

/** The word of a grade id on this paper. @param {Ballot} ballot @param {string|null|undefined} id */
export const gradeWord = ({ form }, id) => (form.kind === 'marks' ? say(form.grades.find((grade) => grade.id === id)) : '');
/** Of what is on the paper, or of a person written in. @param {Ballot} ballot @param {string} id */
export const itemTitle = (ballot, id) => itemsOf(ballot).find((item) => item.id === id)?.title ?? writtenName(ballot, id) ?? id;
/** The name of somebody written in, null for what is on the paper. @param {Ballot} ballot @param {string} id @returns {string|null} */
export const writtenName = ({ count }, id) => /** @type {any} */ (count?.rows.find((row) => row.item === id))?.name ?? null;
/** "第二轮票决 · 承接第1次": what this ballot follows from; empty for most. @param {{link?: import('./frames.js').Link|null}} ballot */
export const linkWord = ({ link }) => (link ? t(`link_why.${link.why}`) : '');

/** The first digits of a hash in groups of four: "7F2A 91C4 D05B 1E36". @param {string} hash hex @param {number} [digits] */
export const hashGroups = (hash, digits = 16) => hash.slice(0, digits).toUpperCase().match(/.{1,4}/g)?.join(' ') ?? '';

/** The short form of a hash that people compare aloud: "7F2A · 91C4". @param {string|null|undefined} hash */
export function shortHash(hash) {
  const head = (hash ?? '').slice(0, 8).toUpperCase();
  return head.length > 4 ? `${head.slice(0, 4)} · ${head.slice(4)}` : head;
}
