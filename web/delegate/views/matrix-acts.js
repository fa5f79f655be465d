// @ts-check
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { cellsOf, columnsOf, criteriaOf } from '../../shared/cells.js';
import { missingCells, usedIn } from '../paper.js';

/**
 * How many of a grade are given, of how many that may or must be.
 * @param {{form: import('../../shared/frames.js').MarksForm, cells: import('../../shared/cells.js').Cell[], paper: import('../../shared/frames.js').Paper|null,
 *   quota: {grade: string, min?: number, max: number}, of: import('../../shared/frames.js').Criterion|undefined}} props
 */
function Quota({ form, cells, quota: { grade: id, min = 0, max }, paper, of }) {
  const n = usedIn(cells, paper, id);
  const grade = `${of ? `${say(of)} ` : ''}${say(form.grades.find((each) => each.id === id))}`;
  const limited = max < cells.length;
  return html`
    ${limited && html`<p class=${`quota ${n >= max ? 'is-full' : ''}`}>${t('matrix.quota', { grade, n, max })}</p>`}
    ${min > 0 && html`<p class=${`quota ${n < min ? 'is-short' : ''}`}>${t('matrix.quota_min', { grade, n, min })}</p>`}`;
}

/**
 * Progress, quotas, and the ways on.
 * @param {{form: import('../../shared/frames.js').MarksForm, paper: import('../../shared/frames.js').Paper|null, said: string,
 *   off: boolean, onNext: () => void, onReview: () => void, onClear: false|(() => void), onDiscard: null|(() => void)}} props
 */
export function MatrixActs({ form, paper, said, off, onNext, onReview, onClear, onDiscard }) {
  const all = cellsOf(form).length;
  const missing = missingCells(form, paper).length;
  return html`
    ${said && html`<p class="foot-said" role="status">${said}</p>`}
    <div class="progress">
      <p class="progress-text">${t('matrix.progress', { n: all - missing, all })}</p>
      <progress class="progress-bar" value=${all - missing} max=${all} aria-hidden="true"></progress>
      ${columnsOf(form).map((cells, i) => form.quotas.map((quota) => html`
        <${Quota} form=${form} cells=${cells} quota=${quota} paper=${paper} of=${criteriaOf(form)[i]} />`))}
    </div>
    <div class="acts">
      ${onDiscard ? html`<button class="button button-quiet" type="button" onClick=${onDiscard}>${t('act.discard_change')}</button>`
        : html`<button class="button button-quiet" type="button" disabled=${off || !onClear} onClick=${onClear}>${t('act.clear_all')}</button>`}
      <button class="button" type="button" disabled=${!missing} onClick=${onNext}>${t('act.next_blank')}</button>
      <button class="button button-primary" type="button" disabled=${off} onClick=${onReview}>${t('act.review')}</button>
    </div>`;
}
