// @ts-check
import { NAME_MAX } from '../../shared/paper-index.js';
import { Icon } from '../../shared/icons.js';
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { namesBlocked, namesOf, strayNames, strike, writeIn } from '../picks.js';

/** @typedef {import('../../shared/frames.js').Paper} Paper */

/**
 * Lines for other names. Nothing where the paper has none.
 * @param {{form: import('../../shared/frames.js').PicksForm, paper: Paper|null, off: boolean, text: string, onText: (text: string) => void,
 *   onChange: (paper: Paper) => void}} props text: typed and not on the paper yet; who goes on must not lose it
 */
export function WriteIns({ form, paper, off, text, onText, onChange }) {
  const [said, say] = useState('');
  if (!form.write_ins) return null;
  const names = namesOf(paper);
  const { max } = form.write_ins;
  const blocked = namesBlocked(form, paper);
  const stray = strayNames(form, paper);

  function add(/** @type {Event} */ event) {
    event.preventDefault();
    const { paper: next, refused } = writeIn(form, paper, text);
    if (refused) return say(t(`write_in.${refused}`, { max: form.max, lines: max, name: text.trim(), chars: NAME_MAX }));
    say('');
    onText('');
    onChange(next);
  }

  const note = said || (stray ? t('write_in.needs_against') : blocked === 'against' ? t('write_in.against') : '');
  return html`
    <section class="card write-ins" aria-label=${t('write_in.title')}>
      <h2 class="lines-title">${t('write_in.title')} <span class="num">${names.length} / ${max}</span></h2>
      <ul class="write-in-names">
        ${names.map((name) => html`
          <li class=${stray ? 'is-missing' : ''}><b>${name}</b>
            <button class="row-clear" type="button" aria-label=${t('write_in.strike', { name })} disabled=${off}
              onClick=${() => onChange(strike(form, paper, name))}><${Icon} name="x" size=${20} /></button></li>`)}
      </ul>
      <form class="write-in-line" onSubmit=${add}>
        <input type="text" value=${text} autocomplete="off" aria-label=${t('write_in.name')} placeholder=${t('write_in.name')}
          disabled=${off || blocked !== null} onInput=${(/** @type {any} */ event) => onText(event.currentTarget.value)} />
        <button class="button" type="submit" disabled=${off || blocked !== null || text.trim() === ''}>${t('write_in.add')}</button>
      </form>
      ${note && html`<p class="write-in-note" role="status">${note}</p>`}
    </section>`;
}
