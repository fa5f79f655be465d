// @ts-check
import { GradeShape, Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { blockedBy, marksOf, shapeOf } from '../paper.js';
import { numberOf } from '../recusal.js';
import { Details } from './details.js';

/**
 * One cell: who or what, or one criterion of it, and its grades as radio buttons.
 * @param {{cell: import('../../shared/cells.js').Cell, form: import('../../shared/frames.js').MarksForm,
 *   paper: import('../../shared/frames.js').Paper|null, off: boolean, wanted: boolean,
 *   onChoose: (cell: string, grade: string|null) => void}} props
 */
export function MatrixRow({ cell: { id, row, criterion }, form, paper, off, wanted, onChoose }) {
  const number = numberOf(form.rows, row);
  const chosen = marksOf(paper)[id];
  const name = criterion ? `${number}. ${row.title} · ${say(criterion)}` : `${number}. ${row.title}`;
  const choose = (/** @type {string} */ grade) => (/** @type {Event} */ event) => {
    if (blockedBy(form, paper, id, grade)) event.preventDefault();
    onChoose(id, grade);
  };
  return html`
    <div class=${`row ${chosen ? '' : 'is-blank'} ${wanted ? 'is-wanted' : ''} ${criterion ? 'is-criterion' : ''}`} data-row=${id}
      role="radiogroup" aria-label=${name}>
      <span class="row-number num">${criterion ? '' : number}</span>
      ${criterion
        ? html`<span class="row-item"><b>${say(criterion)}</b> <span class="row-note">${t('matrix.weight', { weight: criterion.weight })}</span></span>`
        : html`<span class="row-item"><b>${row.title}</b> ${row.note && html`<span class="row-note">${row.note}</span>`} <${Details} item=${row} short /></span>`}
      ${form.grades.map((grade) => {
        const picked = grade.id === chosen;
        const full = Boolean(blockedBy(form, paper, id, grade.id));
        return html`
          <label key=${grade.id} class=${`grade grade-${grade.role} ${picked ? 'is-chosen' : ''} ${full ? 'is-full' : ''} ${off ? 'is-off' : ''}`}>
            <input type="radio" name=${`row-${id}`} checked=${picked} disabled=${off} aria-disabled=${full} onClick=${choose(grade.id)} />
            ${picked ? html`<${Icon} name="check" size=${20} stroke=${3} />` : html`<${GradeShape} shape=${shapeOf(form, grade)} size=${16} stroke=${2.4} />`}
            <span>${say(grade)}</span>
          </label>`;
      })}
      <button class="row-clear" type="button" aria-label=${t('act.clear_row', { n: number })} disabled=${off || !chosen}
        onClick=${() => onChoose(id, null)}><${Icon} name="x" size=${20} /></button>
    </div>`;
}
