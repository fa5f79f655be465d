// @ts-check
// One entry form. It begins empty for everybody: the second person counts, and does not copy.
import { html, useState } from '../../shared/ui.js';
import { lang, t } from '../../shared/words.js';
import { cell, columns, headFields, linesOf, missing, takesNames } from '../manual.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/** @param {{typed: import('../manual.js').Typed, name: string, label: string, wide?: boolean, onType: (name: string, text: string) => void}} props */
const NumberInput = ({ typed, name, label, wide = false, onType }) => html`<input class=${wide ? 'entry-text' : 'entry-number'} inputmode=${wide ? 'text' : 'numeric'}
  autocomplete="off" aria-label=${label} value=${typed[name] ?? ''} onInput=${(/** @type {any} */ event) => onType(name, event.target.value)} />`;

/** @param {{ballot: Ballot, typed: import('../manual.js').Typed, onConsent: (method: string) => void}} props */
const ConsentChoice = ({ ballot, typed, onConsent }) => (ballot.casting !== 'hands' ? null : html`<div class="choices" role="group" aria-label=${t('desk.manual_consent')}>
  <span class="note">${t('desk.manual_consent')}</span>
  ${['applause', 'no_objection'].map((method) => html`<button key=${method} type="button" class="choice" aria-pressed=${typed.consent === method ? 'true' : 'false'}
    onClick=${() => onConsent(typed.consent === method ? '' : method)}>${t(`manual.${method}`)}</button>`)}
</div>`);

/** @param {{ballot: Ballot, sheet: import('../manual.js').Sheet, typed: import('../manual.js').Typed, onType: (name: string, text: string) => void}} props */
function Grid({ ballot, sheet, typed, onType }) {
  const heads = columns(ballot, sheet);
  if (heads.length === 0) return null;
  const word = (/** @type {any} */ column) => (lang.value === 'en' && column.en ? column.en : column.word);
  return html`<div class="table-wrap" tabindex="0"><table class="table entry-table">
    <thead><tr><th scope="col">${t('screen.matter')}</th>${heads.map((head) => html`<th scope="col" class="num" key=${head.key}>${word(head)}</th>`)}</tr></thead>
    <tbody>${linesOf(ballot).map((line, at) => html`<tr key=${line.id}><th scope="row">${line.word}</th>
      ${heads.map((head) => html`<td class="num" key=${head.key}><${NumberInput} typed=${typed} name=${cell(at, head.key)} wide=${head.key === 'scores'}
        label=${`${line.word} ${word(head)}`} onType=${onType} /></td>`)}</tr>`)}</tbody>
  </table></div>`;
}

/**
 * @param {{ballot: Ballot, sheet: import('../manual.js').Sheet, title: string, on: boolean, act: string, reason?: boolean,
 *   onSubmit: (typed: import('../manual.js').Typed) => void}} props reason: why is asked too
 */
export function EntryForm({ ballot, sheet, title, on, act, reason = false, onSubmit }) {
  const [typed, setTyped] = useState(/** @type {import('../manual.js').Typed} */ ({}));
  const [tried, setTried] = useState(false);
  const onType = (/** @type {string} */ name, /** @type {string} */ text) => setTyped({ ...typed, [name]: text });
  const problems = typed.consent ? [] : missing(ballot, sheet, typed);
  if (reason && (typed.reason ?? '').trim() === '') problems.push(t('desk.manual_whole', { field: t('desk.correct_reason') }));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    if (problems.length === 0) onSubmit(typed);
  };
  return html`<form class="entry-form" onSubmit=${submit}>
    <h3>${title}</h3>
    <div class="fields">${headFields(ballot, sheet).map((field) => html`<label class="field field-number" key=${field.key}><span>${field.word}</span>
      <${NumberInput} typed=${typed} name=${field.key} label=${field.word} onType=${onType} /></label>`)}</div>
    ${!typed.consent && html`<${Grid} ballot=${ballot} sheet=${sheet} typed=${typed} onType=${onType} />`}
    ${takesNames(ballot, sheet) && html`<label class="field"><span>${t('write_in.counted')}</span>
      <${NumberInput} typed=${typed} name="names" label=${t('write_in.counted')} wide onType=${onType} /></label>`}
    <${ConsentChoice} ballot=${ballot} typed=${typed} onConsent=${(/** @type {string} */ method) => onType('consent', method)} />
    ${reason && html`<label class="field"><span>${t('desk.correct_reason')}</span>
      <input autocomplete="off" value=${typed.reason ?? ''} onInput=${(/** @type {any} */ event) => onType('reason', event.target.value)} /></label>`}
    ${tried && problems.length > 0 && html`<ul class="problems" role="alert">${problems.slice(0, 5).map((words) => html`<li key=${words}>${words}</li>`)}</ul>`}
    <div class="prepare-acts"><button class="button button-primary" disabled=${!on}>${act}</button></div>
  </form>`;
}
