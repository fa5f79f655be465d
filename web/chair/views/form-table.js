// @ts-check
// The count of a paper that was ranked, scored or written.
import { figureHead, formRows, publishedAnswers } from '../../shared/form-rows.js';
import { html } from '../../shared/ui.js';
import { cutOf } from '../../shared/standing.js';
import { t } from '../../shared/words.js';
import { toneOf } from '../../projector/verdict.js';

/** @param {{ballot: import('../../shared/frames.js').Ballot}} props a ballot that has a count */
export function FormTable({ ballot }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const rows = formRows(ballot, count.rows, count.outcome.rows, count.papers.valid);
  const ruled = Boolean(count.outcome.rows);
  const said = rows.some((row) => row.word);
  const cut = cutOf(ballot)?.item;
  return html`<table class="table">
      <thead><tr><th scope="col">${t(ruled ? 'count.rank' : 'screen.number')}</th><th scope="col">${t('screen.candidate')}</th>
        <th scope="col" class="num">${figureHead(ballot)}</th>${ballot.form.kind !== 'text' && html`<th scope="col">${t('count.figures')}</th>`}
        ${said && html`<th scope="col">${t('screen.outcome')}</th>`}</tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.id} class=${row.id === cut ? 'cut-row' : ''}>
        <td>${row.lead}</td><td>${row.title}</td><td class="num"><b>${row.figure}</b></td>
        ${ballot.form.kind !== 'text' && html`<td class="note">${row.detail}</td>`}
        ${said && html`<td><span class=${`outcome ${toneOf(row.verdict)}`}>${row.word}</span></td>`}</tr>`)}</tbody>
    </table>
    <${Answers} ballot=${ballot} />`;
}

/** @param {{ballot: import('../../shared/frames.js').Ballot}} props */
function Answers({ ballot }) {
  const { questions, more } = publishedAnswers(ballot);
  if (questions.length === 0) return null;
  return html`<section class="answers"><p class="note">${t('result.answers')}</p>
    ${questions.map((question, at) => html`<h3 key=${question.id}>${at + 1}. ${question.title}</h3>
      <ul>${question.answers.map(({ answer, n }) => html`<li>${answer}${n > 1 && html` <span class="note">${t('result.same', { n })}</span>`}</li>`)}</ul>`)}
    ${more > 0 && html`<p class="note">${t('result.answers_more', { n: more })}</p>`}</section>`;
}
