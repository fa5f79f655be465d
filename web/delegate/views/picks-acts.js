// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** So many places are still shown one by one. */
const PIPS_MAX = 12;

/**
 * The counter that stops at K, and the way on.
 * @param {{form: import('../../shared/frames.js').PicksForm, count: number, said: string, off: boolean,
 *   onReview: () => void, onDiscard: null|(() => void)}} props
 */
export function PicksActs({ form: { min, max }, count, said, off, onReview, onDiscard }) {
  const note = count < min ? t('picks.short', { n: min - count })
    : count >= max ? t('picks.complete', { max }) : t('picks.up_to', { max });
  return html`
    ${said && html`<p class="foot-said" role="status">${said}</p>`}
    <div class="progress">
      <p class="progress-text">${t('picks.progress', { n: count, max })}</p>
      ${max <= PIPS_MAX ? html`
        <span class="pips" aria-hidden="true">${Array.from({ length: max }, (_, i) => html`<i class=${i < count ? 'is-on' : ''}></i>`)}</span>` : html`
        <progress class="progress-bar" value=${count} max=${max} aria-hidden="true"></progress>`}
      <p class=${`progress-note ${count < min ? 'is-short' : ''}`}>${note}</p>
    </div>
    <div class="acts">
      ${onDiscard && html`<button class="button button-quiet" type="button" onClick=${onDiscard}>${t('act.discard_change')}</button>`}
      <button class="button button-primary" type="button" disabled=${off} aria-disabled=${count < min} onClick=${onReview}>${t('act.review')}</button>
    </div>`;
}
