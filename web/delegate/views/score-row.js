// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Details } from './details.js';

/**
 * One row: who or what, and its score between − and +. What is no score stays there to be mended, with the range beside it.
 * @param {{row: import('../../shared/frames.js').Item, number: number, typed?: string, range: {min: string, max: string, step: string},
 *   off: boolean, wanted: boolean, wrong: boolean, onPut: (row: string, typed: string) => void, onStep: (by: 1|-1) => void}} props
 */
export function ScoreRow({ row, number, typed = '', range, off, wanted, wrong, onPut, onStep }) {
  const id = `score-${row.id}`;
  const step = (/** @type {KeyboardEvent} */ event) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : null;
    if (by === null || off) return;
    event.preventDefault();
    onStep(by);
  };
  return html`
    <div class=${`score-row ${wanted ? 'is-wanted' : ''} ${wrong ? 'is-wrong' : ''}`} data-row=${row.id}>
      <span class="row-number num">${number}</span>
      <label class="row-item" for=${id}><b>${row.title}</b> ${row.note && html`<span class="row-note">${row.note}</span>`}</label>
      <${Details} item=${row} short />
      <span class="score-entry">
        <button type="button" class="score-step" disabled=${off} aria-label=${t('scores.less', { title: row.title })} onClick=${() => onStep(-1)}>
          <${Icon} name="minus" size=${28} stroke=${3} /></button>
        <input id=${id} class="score-input num" inputmode="decimal" autocomplete="off" enterkeyhint="next" maxlength="9" value=${typed}
          disabled=${off} aria-invalid=${wrong} aria-describedby=${`${id}-range`} placeholder="–" onKeyDown=${step}
          onFocus=${(/** @type {any} */ event) => event.target.select()} onInput=${(/** @type {any} */ event) => onPut(row.id, event.target.value)} />
        <button type="button" class="score-step" disabled=${off} aria-label=${t('scores.more', { title: row.title })} onClick=${() => onStep(1)}>
          <${Icon} name="plus" size=${28} stroke=${3} /></button>
      </span>
      <span class="score-range" id=${`${id}-range`}>${t(wrong ? 'scores.range_wrong' : 'scores.range', range)}</span>
    </div>`;
}
