// @ts-check
import { verdictShape } from '../../shared/ballot-words.js';
import { formRows, publishedAnswers } from '../../shared/form-rows.js';
import { GradeShape } from '../../shared/icons.js';
import { cutOf, settledLines } from '../../shared/standing.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { tieLines } from './result-list.js';

/**
 * The result of a paper that was ranked, scored or written.
 * @param {{ballot: import('../../shared/frames.js').Ballot, count: import('../../shared/frames.js').Count}} props
 */
export function ResultForms({ ballot, count }) {
  const { outcome } = count;
  const rows = formRows(ballot, count.rows, outcome.rows, count.papers.valid);
  const cut = cutOf(ballot)?.item;
  const { questions, more } = publishedAnswers(ballot);
  return html`
    <p class="result-sentence">${say(count.sentence)}</p>
    ${tieLines(ballot).map((line) => html`<p class="result-tie" key=${line}>${line}</p>`)}
    ${settledLines(ballot).map((line) => html`<p class="result-needed" key=${line}>${line}</p>`)}
    <ol class="lines lines-result">
      ${rows.map((row) => html`
        <li class=${`line line-${row.verdict}`}>
          <span class="row-number num">${row.lead}</span>
          <span class="row-item"><b>${row.title}</b></span>
          <span class="line-figures num"><b>${figureWords(ballot, row.figure)}</b><span class="line-detail">${row.detail}</span></span>
          <span class="line-verdict"><${GradeShape} shape=${verdictShape(row.verdict)} size=${18} stroke=${2.4} />${row.word}</span>
        </li>
        ${row.id === cut && html`<li class="cut">${t('result.cut')}</li>`}`)}
    </ol>
    ${questions.length > 0 && html`
      <h2 class="lines-title">${t('result.answers')}</h2>
      ${questions.map((question, at) => html`
        <h3 class="answers-of"><span class="num">${at + 1}.</span> ${question.title}</h3>
        <ul class="written">${question.answers.map(({ answer, n }) => html`<li><p>${answer}</p>${n > 1 && html`<small>${t('result.same', { n })}</small>`}</li>`)}</ul>`)}
      ${more > 0 && html`<p class="result-needed">${t('result.answers_more', { n: more })}</p>`}`}`;
}

/** @param {import('../../shared/frames.js').Ballot} ballot @param {string} figure */
function figureWords({ form, count }, figure) {
  if (form.kind === 'text') return t('result.answered', { n: figure });
  if (form.kind === 'ranks' && count?.outcome.kind !== 'points') return t('result.ranked_by', { n: figure });
  return t('result.points', { n: figure });
}
