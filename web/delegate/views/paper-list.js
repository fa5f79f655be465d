// @ts-check
import { GradeShape, Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { cellsOf } from '../../shared/cells.js';
import { marksOf, missingCells, picksOf, shapeOf, used } from '../paper.js';
import { numberOf } from '../recusal.js';
import { AnswersList, RanksList, ScoresList } from './entry-list.js';
import { asDraft, asMarks, namesOf } from '../picks.js';

/** @typedef {import('../../shared/frames.js').Paper} Paper */

/** A filled paper to read. @param {{ballot: import('../../shared/frames.js').Ballot, paper: Paper}} props */
export function PaperList({ ballot: { form, secrecy }, paper }) {
  if (form.kind === 'picks' && form.crosses && paper.form === 'picks') {
    return html`<${Marks} ...${asMarks(form, asDraft(form, paper))} secrecy=${secrecy} /><${Names} names=${namesOf(paper)} />`;
  }
  const List = LISTS[form.kind];
  return html`<${List} form=${form} paper=${paper} secrecy=${secrecy} /><${Names} names=${namesOf(paper)} />`;
}

/** @param {{names: string[]}} props */
const Names = ({ names }) => names.length > 0 && html`
  <h2 class="lines-title">${t('write_in.title')}</h2>
  <ol class="lines lines-chosen">${names.map((name) => html`
    <li class="line"><span class="pick-mark"><${Icon} name="check" size=${22} stroke=${3} /></span><span class="row-item"><b>${name}</b></span></li>`)}</ol>`;

/** @param {{form: import('../../shared/frames.js').MarksForm, paper: Paper, secrecy: string}} props */
function Marks({ form, paper, secrecy }) {
  const missing = missingCells(form, paper).length;
  return html`
    <ul class="sums">
      ${form.grades.map((grade) => html`<li>${say(grade)} <b class="num">${used(paper, grade.id)}</b></li>`)}
      ${missing > 0 && html`<li class="is-missing">${t('matrix.ungraded')} <b class="num">${missing}</b></li>`}
    </ul>
    <ol class=${`lines lines-${secrecy}`}>
      ${cellsOf(form).map(({ id, row, criterion }) => {
        const grade = form.grades.find((each) => each.id === marksOf(paper)[id]);
        return html`
          <li class=${`line ${grade ? '' : 'is-missing'}`}>
            <span class="row-number num">${numberOf(form.rows, row)}</span>
            <span class="row-item"><b>${row.title}${criterion && ` · ${say(criterion)}`}</b> ${!criterion && row.note && html`<span class="row-note">${row.note}</span>`}</span>
            <span class=${`line-grade grade-${grade?.role ?? 'none'}`}>
              ${grade && html`<${GradeShape} shape=${shapeOf(form, grade)} size=${18} stroke=${2.4} />`}${grade ? say(grade) : t('matrix.ungraded')}
            </span>
          </li>`;
      })}
    </ol>`;
}

/** @param {{form: import('../../shared/frames.js').PicksForm, paper: Paper}} props */
function PicksList({ form, paper }) {
  const chosen = new Set(picksOf(paper));
  const line = (/** @type {import('../../shared/frames.js').Item} */ option) => html`
    <li class="line">
      <span class="pick-mark">${chosen.has(option.id) && html`<${Icon} name="check" size=${22} stroke=${3} />`}</span>
      <span class="row-item"><b><span class="num">${numberOf(form.options, option)}.</span> ${option.title}</b></span>
    </li>`;
  const rest = form.options.filter((option) => !chosen.has(option.id));
  return html`
    <h2 class="lines-title">${chosen.size ? t('picks.chosen', { n: chosen.size }) : t('picks.nothing')}</h2>
    <ol class="lines lines-chosen">${form.options.filter((option) => chosen.has(option.id)).map(line)}</ol>
    ${rest.length > 0 && html`<h2 class="lines-title lines-title-quiet">${t('picks.not_chosen', { n: rest.length })}</h2>
      <ol class="lines lines-rest">${rest.map(line)}</ol>`}`;
}

const LISTS = { marks: Marks, picks: PicksList, ranks: RanksList, scores: ScoresList, text: AnswersList };
