// @ts-check
import { scaleOf, scoreUnits, writtenScore } from '../../shared/entries.js';
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { Details } from './details.js';

/**
 * One question: a row of big buttons, with words at its ends.
 * @param {{row: import('../../shared/frames.js').Item, number: number, form: import('../../shared/frames.js').ScoresForm, typed?: string,
 *   off: boolean, wanted: boolean, onPut: (row: string, typed: string) => void}} props
 */
export function Scale({ row, number, form, typed = '', off, wanted, onPut }) {
  const chosen = scoreUnits(form, typed);
  const values = scaleOf(form);
  return html`
    <div class=${`score-row ${wanted ? 'is-wanted' : ''}`} data-row=${row.id} role="radiogroup" aria-label=${`${number}. ${row.title}`}>
      <span class="row-number num">${number}</span>
      <span class="row-item"><b>${row.title}</b> ${row.note && html`<span class="row-note">${row.note}</span>`} <${Details} item=${row} short /></span>
      <span class="scale" style=${{ '--values': values.length }}>
        ${values.map((value) => html`
          <label key=${value} class=${`grade ${value === chosen ? 'is-chosen' : ''} ${off ? 'is-off' : ''}`}>
            <input type="radio" name=${`scale-${row.id}`} checked=${value === chosen} disabled=${off}
              aria-label=${endWord(form, value) ? `${writtenScore(form, value)} ${endWord(form, value)}` : writtenScore(form, value)}
              onClick=${() => onPut(row.id, writtenScore(form, value))} />
            <b class="num">${writtenScore(form, value)}</b>
          </label>`)}
      </span>
      <button class="row-clear" type="button" aria-label=${t('act.clear_row', { n: number })} disabled=${off || chosen === null}
        onClick=${() => onPut(row.id, '')}><${Icon} name="x" size=${20} /></button>
      <span class="scale-ends"><span>${say(form.labels?.low)}</span><span>${say(form.labels?.high)}</span></span>
    </div>`;
}

/** The word at the end of the scale that this value is. @param {import('../../shared/frames.js').ScoresForm} form @param {number} value */
export const endWord = ({ min, max, labels }, value) => (value === min ? say(labels?.low) : value === max ? say(labels?.high) : '');
