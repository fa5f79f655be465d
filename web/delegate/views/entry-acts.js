// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/**
 * Progress of a paper with an entry in each row, and the ways on.
 * @param {{progress: string, done: number, all: number, said: string, off: boolean, onNext: () => void, onReview: () => void,
 *   onClear: false|(() => void), onDiscard: null|(() => void)}} props
 */
export const EntryActs = ({ progress, done, all, said, off, onNext, onReview, onClear, onDiscard }) => html`
  ${said && html`<p class="foot-said" role="status">${said}</p>`}
  <div class="progress">
    <p class="progress-text">${progress}</p>
    <progress class="progress-bar" value=${done} max=${all} aria-hidden="true"></progress>
  </div>
  <div class="acts">
    ${onDiscard ? html`<button class="button button-quiet" type="button" onClick=${onDiscard}>${t('act.discard_change')}</button>`
      : html`<button class="button button-quiet" type="button" disabled=${off || !onClear} onClick=${onClear}>${t('act.clear_all')}</button>`}
    <button class="button" type="button" disabled=${done === all} onClick=${onNext}>${t('act.next_open')}</button>
    <button class="button button-primary" type="button" disabled=${off} onClick=${onReview}>${t('act.review')}</button>
  </div>`;
