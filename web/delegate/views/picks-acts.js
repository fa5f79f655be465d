// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** So many places are still shown one by one. */
const PIPS_MAX = 12;

/**
 * The counter that stops at K, and the way on.
 * @param {{form: {min: number, max: number}, count: number, said: string, off: boolean, words?: 'picks'|'ranks',
 *   onReview: () => void, onDiscard: null|(() => void)}} props words: of options that are picked, or of ranks
 */
export function PicksActs({ form: { min, max }, count, said, off, words = 'picks', onReview, onDiscard }) {
  const note = count < min ? t(`${words}.short`, { n: min - count })
    : count >= max ? t(`${words}.complete`, { max }) : t(`${words}.up_to`, { max });
  return html`
    ${said && html`<p class="foot-said" role="status">${said}</p>`}
    <div class="progress">
      <p class="progress-text">${t(`${words}.progress`, { n: count, max })}</p>
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
