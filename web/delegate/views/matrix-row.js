// @ts-check
import { GradeShape, Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { blockedBy, marksOf } from '../paper.js';
import { Details } from './details.js';

/**
 * One row: who or what, and its grades as radio buttons.
 * @param {{row: import('../../shared/frames.js').Item, number: number, form: import('../../shared/frames.js').MarksForm,
 *   paper: import('../../shared/frames.js').Paper|null, off: boolean, wanted: boolean,
 *   onChoose: (row: string, grade: string|null) => void}} props
 */
export function MatrixRow({ row, number, form, paper, off, wanted, onChoose }) {
  const chosen = marksOf(paper)[row.id];
  const choose = (/** @type {string} */ grade) => (/** @type {Event} */ event) => {
    if (blockedBy(form, paper, row.id, grade)) event.preventDefault();
    onChoose(row.id, grade);
  };
  return html`
    <div class=${`row ${chosen ? '' : 'is-blank'} ${wanted ? 'is-wanted' : ''}`} data-row=${row.id}
      role="radiogroup" aria-label=${`${number}. ${row.title}`}>
      <span class="row-number num">${number}</span>
      <span class="row-item"><b>${row.title}</b> ${row.note && html`<span class="row-note">${row.note}</span>`} <${Details} item=${row} short /></span>
      ${form.grades.map((grade) => {
        const picked = grade.id === chosen;
        const full = Boolean(blockedBy(form, paper, row.id, grade.id));
        return html`
          <label key=${grade.id} class=${`grade grade-${grade.role} ${picked ? 'is-chosen' : ''} ${full ? 'is-full' : ''} ${off ? 'is-off' : ''}`}>
            <input type="radio" name=${`row-${row.id}`} checked=${picked} disabled=${off} aria-disabled=${full} onClick=${choose(grade.id)} />
            ${picked ? html`<${Icon} name="check" size=${20} stroke=${3} />` : html`<${GradeShape} shape=${grade.shape} size=${16} stroke=${2.4} />`}
            <span>${say(grade)}</span>
          </label>`;
      })}
      <button class="row-clear" type="button" aria-label=${t('act.clear_row', { n: number })} disabled=${off || !chosen}
        onClick=${() => onChoose(row.id, null)}><${Icon} name="x" size=${20} /></button>
    </div>`;
}
