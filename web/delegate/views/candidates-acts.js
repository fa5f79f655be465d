// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/**
 * How many places are used, how many candidates are left, and the ways on.
 * @param {{form: import('../../shared/frames.js').PicksForm, count: number, left: number, said: string, off: boolean,
 *   onNext: () => void, onReview: () => void, onDiscard: null|(() => void)}} props
 */
export function CandidatesActs({ form: { options, max }, count, left, said, off, onNext, onReview, onDiscard }) {
  const all = options.length;
  return html`
    ${said && html`<p class="foot-said" role="status">${said}</p>`}
    <div class="progress">
      <p class="progress-text">${t('candidates.progress', { n: all - left, all })}</p>
      <progress class="progress-bar" value=${all - left} max=${all} aria-hidden="true"></progress>
      <p class=${`quota ${count >= max ? 'is-full' : ''}`}>${t('candidates.places', { n: count, max })}</p>
    </div>
    <div class="acts">
      ${onDiscard && html`<button class="button button-quiet" type="button" onClick=${onDiscard}>${t('act.discard_change')}</button>`}
      <button class="button" type="button" disabled=${!left} onClick=${onNext}>${t('candidates.next')}</button>
      <button class="button button-primary" type="button" disabled=${off} aria-disabled=${left > 0} onClick=${onReview}>${t('act.review')}</button>
    </div>`;
}
