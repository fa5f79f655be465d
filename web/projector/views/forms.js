// @ts-check
// What was ranked, scored or written: a bar for each row; then the answers, page by page.
import { figureHead, formRows, isEntered, publishedAnswers } from '../../shared/form-rows.js';
import { openLines, settledLines, standingOf } from '../../shared/standing.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { paginate } from '../paging.js';
import { cutLine } from '../rows.js';
import { shapeOf, toneOf } from '../verdict.js';
import { Anchor, anchored } from './anchor.js';
import { Head, ResultFoot, Title } from './frame.js';
import { LINE, List, notesFit } from './list.js';
import { usePage } from './pager.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').FigureRow} FigureRow */
/** @typedef {import('../../shared/frames.js').Outcome} Outcome */

/** Answers on one page. */
const ANSWERS_PAGE = 6;
/** A full bar. */
const FULL = 1000;

/** @param {Ballot} ballot @param {FigureRow[]} figures @param {Outcome|null} outcome @param {number} papers @returns {import('../rows.js').Row[]} */
const barRows = (ballot, figures, outcome, papers) => formRows(ballot, figures, outcome?.rows, papers).map((row) => ({
  id: row.id, lead: row.lead, title: row.title, note: row.detail, votes: Math.round(row.part * FULL), figure: row.figure,
  tone: row.verdict === '' || row.verdict === 'ranked' ? 'attention' : toneOf(row.verdict), word: row.word, shape: shapeOf(row.verdict),
  quiet: ['not_selected', 'no_result', 'withdrawn'].includes(row.verdict),
}));

/**
 * @param {{ballot: Ballot, figures: FigureRow[], outcome: Outcome|null, papers: number, most?: number, title?: boolean, children?: any}} props
 */
export function FormPages({ ballot, figures, outcome, papers, most, title = true, children }) {
  const rows = barRows(ballot, figures, outcome, papers);
  const { rows: shown, page, mark } = usePage(paginate(rows, LINE, most));
  const ruled = Boolean(outcome?.rows);
  const heads = [t(ruled ? 'count.rank' : 'screen.number'), t('screen.option'), figureHead(ballot)];
  return html`${title && html`<${Title} ballot=${ballot} small />`}
    <p class="summary" aria-live="polite">${children}${mark}</p>
    <${List} key=${page} rows=${shown} notes=${notesFit(rows)} scale=${FULL} needed=${null} mark=""
      cut=${ruled ? cutLine(ballot) : null}
      heads=${rows.some((row) => row.word) ? [...heads, t('screen.outcome')] : heads} />`;
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Forms({ state, ballot, head }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const said = [...settledLines(ballot), ...openLines(ballot)];
  const tie = standingOf(ballot) ? null : count.outcome.tie;
  const answers = isEntered(ballot) && ballot.form.kind === 'text' && ballot.papers;
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${anchored('result lists', state.record)}>
      <${Anchor} record=${state.record} />
      ${answers ? html`<${Answers} ballot=${ballot} head=${head} />` : html`
        <${FormPages} ballot=${ballot} figures=${count.rows} outcome=${count.outcome} papers=${count.papers.valid}>
          <span>${say(count.sentence)}</span>
          ${said.map((line) => html`<span class="attention" key=${line}>${line}</span>`)}
          ${tie && html`<span class="attention">${t('screen.tie_places', { n: tie.items.length, open: tie.open_places })}</span>`}
          ${head}
        <//>`}
    </main>
    <${ResultFoot} ballot=${ballot} record=${state.record} />`;
}

/** @param {{ballot: Ballot, head: any}} props */
function Answers({ ballot, head }) {
  const { questions, more } = publishedAnswers(ballot);
  const all = questions.flatMap((question, at) => question.answers.map((answer) => ({ ...answer, at, title: question.title })));
  /** @type {(typeof all)[]} */
  const pages = [];
  for (const answer of all) {
    const last = pages.at(-1);
    if (last && last.length < ANSWERS_PAGE && last[0].at === answer.at) last.push(answer);
    else pages.push([answer]);
  }
  const { rows, page, mark } = usePage(pages.length ? pages : [[]]);
  return html`<${Title} ballot=${ballot} small />
    <p class="summary" aria-live="polite">
      <span>${rows[0] ? `${rows[0].at + 1}. ${rows[0].title}` : t('result.answered', { n: 0 })}</span>
      ${more > 0 && html`<span>${t('result.answers_more', { n: more })}</span>`}${head}${mark}
    </p>
    <ul class="answers" key=${page}>
      ${rows.map(({ answer, n }) => html`<li>${answer}${n > 1 && html` <small>${t('result.same', { n })}</small>`}</li>`)}
    </ul>`;
}
