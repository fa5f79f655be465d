// @ts-check
// Figures of ranked, scored and written papers, row by row, for every face: what stands in front, the one figure that
// counts, how long its bar is, and what else is known. Pure.
import { verdictWord } from './ballot-words.js';
import { unitOf } from './entries.js';
import { itemsOf } from './items.js';
import { settledRow } from './standing.js';
import { say, t } from './words.js';

/** @typedef {import('./frames.js').Ballot} Ballot */
/** @typedef {import('./frames.js').FigureRow} FigureRow */
/** @typedef {import('./frames.js').OutcomeRow} OutcomeRow */
/**
 * @typedef {{id: string, lead: string, title: string, note: string, figure: string, part: number, detail: string, verdict: string,
 *   word: string}} FormRow part: of a full bar, 0 to 1
 */

/** So many ranks or values are still written out. */
const WRITTEN_MAX = 11;

/** Whether the paper is ranked, scored or written. @param {Pick<Ballot, 'form'>} ballot */
export const isEntered = ({ form }) => form.kind !== 'marks' && form.kind !== 'picks';

/** Head of the one figure. @param {Ballot} ballot @returns {string} */
export function figureHead({ form, count }) {
  if (form.kind === 'ranks') return t(count?.outcome.kind === 'points' ? 'count.points' : 'count.mentions');
  return t(form.kind === 'scores' ? 'count.mean' : 'count.answers');
}

/**
 * In the order of the outcome where it has one, else of the paper.
 * @param {Ballot} ballot @param {FigureRow[]} figures @param {OutcomeRow[]|undefined} outcome @param {number} papers that are counted
 * @returns {FormRow[]}
 */
export function formRows(ballot, figures, outcome, papers) {
  const items = itemsOf(ballot);
  const places = new Map(items.map((item, at) => [item.id, at]));
  const rows = new Map(figures.map((row) => [row.item, row]));
  const ruled = new Map((outcome ?? []).map((row) => [row.item, settledRow(ballot, row)]));
  const order = outcome?.length ? outcome.map((row) => row.item) : items.map((item) => item.id);
  const most = Math.max(1, ...(outcome ?? []).map((row) => row.points ?? 0));
  return order.map((id) => {
    const at = places.get(id) ?? 0;
    const verdict = ruled.get(id);
    const { figure, part, detail } = figureOf(ballot, rows.get(id), verdict, papers, most);
    return {
      id, lead: verdict ? String(verdict.rank ?? '–') : String(at + 1), title: items[at]?.title ?? id, note: items[at]?.note ?? '',
      figure, part, detail, verdict: verdict?.verdict ?? '', word: wordOf(ballot, verdict),
    };
  });
}

/** @param {Ballot} ballot @param {FigureRow|undefined} row @param {OutcomeRow|undefined} verdict @param {number} papers @param {number} most */
function figureOf({ form }, row, verdict, papers, most) {
  const share = (/** @type {number} */ n) => (papers > 0 ? Math.min(1, n / papers) : 0);
  if (row && 'ranks' in row) {
    const figure = verdict?.points ?? row.ranked;
    const written = row.ranks.slice(0, WRITTEN_MAX).map((n, at) => t('result.places', { place: at + 1, n })).join(t('list.comma'));
    return { figure: String(figure), part: verdict?.points === undefined ? share(row.ranked) : figure / most, detail: written };
  }
  if (row && 'scores' in row && form.kind === 'scores') {
    const mean = verdict ? verdict.mean ?? null : row.mean;
    const { min, max } = { min: form.min / unitOf(form), max: form.max / unitOf(form) };
    const trimmed = verdict?.given !== undefined && verdict.given !== verdict.raters;
    const raters = trimmed ? t('result.kept', { given: verdict.given ?? 0, n: verdict.raters ?? 0 }) : t('result.raters', { n: row.raters });
    const short = row.scores.length <= WRITTEN_MAX && (form.max - form.min) / form.step < WRITTEN_MAX;
    const values = [...row.scores].reverse().map(([value, n]) => t('result.value', { value, n })).join(t('list.comma'));
    return { figure: mean ?? '–', part: mean === null ? 0 : (Number(mean) - min) / (max - min), detail: (short && values) || raters };
  }
  const answered = row && 'answered' in row ? row.answered : 0;
  return { figure: String(answered), part: share(answered), detail: '' };
}

/** The band that a mean reaches, else the verdict. @param {Ballot} ballot @param {OutcomeRow|undefined} row */
function wordOf({ form }, row) {
  const band = form.kind === 'scores' ? say(form.bands.find(({ id }) => id === row?.band)) : '';
  const verdict = !row || row.verdict === 'ranked' ? '' : verdictWord(row.verdict);
  return [band, verdict].filter(Boolean).join(' · ');
}

/** @typedef {{answer: string, n: number}} Answer */
/**
 * The published answers to each question, with how often each was given; and how many papers the view left out.
 * @param {Ballot} ballot @returns {{questions: {id: string, title: string, answers: Answer[]}[], more: number}}
 */
export function publishedAnswers({ form, papers, count }) {
  if (form.kind !== 'text' || !papers) return { questions: [], more: 0 };
  const questions = form.questions.map(({ id, title }) => {
    /** @type {Map<string, number>} */
    const given = new Map();
    for (const { paper, count: n } of papers) {
      const answer = paper.form === 'text' ? paper.answers[id] : undefined;
      if (answer) given.set(answer, (given.get(answer) ?? 0) + n);
    }
    return { id, title, answers: [...given].map(([answer, n]) => ({ answer, n })) };
  });
  const shown = papers.reduce((sum, { count: n }) => sum + n, 0);
  return { questions, more: Math.max(0, (count?.papers.valid ?? shown) - shown) };
}
