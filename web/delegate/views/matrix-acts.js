// @ts-check
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { missingRows, used } from '../paper.js';

/**
 * Progress, quotas, and the ways on.
 * @param {{form: import('../../shared/frames.js').MarksForm, paper: import('../../shared/frames.js').Paper|null, said: string,
 *   off: boolean, onNext: () => void, onReview: () => void, onClear: false|(() => void), onDiscard: null|(() => void)}} props
 */
export function MatrixActs({ form, paper, said, off, onNext, onReview, onClear, onDiscard }) {
  const all = form.rows.length;
  const missing = missingRows(form, paper).length;
  return html`
    ${said && html`<p class="foot-said" role="status">${said}</p>`}
    <div class="progress">
      <p class="progress-text">${t('matrix.progress', { n: all - missing, all })}</p>
      <progress class="progress-bar" value=${all - missing} max=${all} aria-hidden="true"></progress>
      ${form.quotas.map((quota) => {
        const n = used(paper, quota.grade);
        const grade = say(form.grades.find((each) => each.id === quota.grade));
        return html`<p class=${`quota ${n >= quota.max ? 'is-full' : ''}`}>${t('matrix.quota', { grade, n, max: quota.max })}</p>`;
      })}
    </div>
    <div class="acts">
      ${onDiscard ? html`<button class="button button-quiet" type="button" onClick=${onDiscard}>${t('act.discard_change')}</button>`
        : html`<button class="button button-quiet" type="button" disabled=${off || !onClear} onClick=${onClear}>${t('act.clear_all')}</button>`}
      <button class="button" type="button" disabled=${!missing} onClick=${onNext}>${t('act.next_blank')}</button>
      <button class="button button-primary" type="button" disabled=${off} onClick=${onReview}>${t('act.review')}</button>
    </div>`;
}
