// @ts-check
// Ranked, scored and written papers, to read.
import { answerOf, scoreUnits } from '../../shared/entries.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { answersOf, ranksOf, scoresOf, unscored } from '../entries.js';
import { numberOf } from '../recusal.js';
import { endWord } from './scale.js';

/** @typedef {import('../../shared/frames.js').Paper} Paper */
/** @typedef {import('../../shared/frames.js').Item} Item */

/** @param {{form: import('../../shared/frames.js').RanksForm, paper: Paper}} props */
export function RanksList({ form, paper }) {
  const ranks = ranksOf(paper);
  const rest = form.options.filter((option) => !ranks.includes(option.id));
  const line = (/** @type {Item|undefined} */ option, /** @type {string|number} */ lead) => option && html`
    <li class="line"><span class="rank-mark num">${lead}</span>
      <span class="row-item"><b><span class="num">${numberOf(form.options, option)}.</span> ${option.title}</b></span></li>`;
  return html`
    <h2 class="lines-title">${ranks.length ? t('ranks.chosen', { n: ranks.length }) : t('ranks.nothing')}</h2>
    <ol class="lines lines-chosen">${ranks.map((id, at) => line(form.options.find((option) => option.id === id), at + 1))}</ol>
    ${rest.length > 0 && html`<h2 class="lines-title lines-title-quiet">${t('ranks.unranked', { n: rest.length })}</h2>
      <ol class="lines lines-rest">${rest.map((option) => line(option, '–'))}</ol>`}`;
}

/** @param {{form: import('../../shared/frames.js').ScoresForm, paper: Paper}} props */
export function ScoresList({ form, paper }) {
  const scores = scoresOf(paper);
  const blank = unscored(form, paper);
  return html`
    ${blank.length > 0 && html`<ul class="sums"><li class="is-missing">${t('scores.unscored')} <b class="num">${blank.length}</b></li></ul>`}
    <ol class="lines">
      ${form.rows.map((row) => {
        const units = scoreUnits(form, scores[row.id] ?? '');
        return html`
          <li class=${`line ${units === null ? 'is-missing' : ''}`}>
            <span class="row-number num">${numberOf(form.rows, row)}</span>
            <span class="row-item"><b>${row.title}</b> ${row.note && html`<span class="row-note">${row.note}</span>`}</span>
            <span class="line-grade num">${units === null ? t('scores.unscored') : html`${scores[row.id]} <small>${endWord(form, units)}</small>`}</span>
          </li>`;
      })}
    </ol>`;
}

/** @param {{form: import('../../shared/frames.js').TextForm, paper: Paper}} props */
export const AnswersList = ({ form, paper }) => html`
  <ol class="written">
    ${form.questions.map((question) => {
      const answer = answerOf(answersOf(paper)[question.id] ?? '');
      return html`<li><b><span class="num">${numberOf(form.questions, question)}.</span> ${question.title}</b>
        <p class=${answer ? '' : 'is-open'}>${answer || t('text.open')}</p></li>`;
    })}
  </ol>`;
