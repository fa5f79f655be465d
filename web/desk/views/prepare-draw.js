// @ts-check
// The form for a draw: list, strata, seats. The server computes the seats; they are seen before anything is frozen.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { hashGroups } from '../../shared/ballot-words.js';
import { BYS, EQUALS, LIST_BYTES_MAX, drawProblems } from '../draw.js';
import { Strata } from './draw.js';

/** @typedef {import('../draw.js').DrawDraft} DrawDraft */

/** @param {{name: keyof DrawDraft, draft: DrawDraft, onChange: (part: Partial<DrawDraft>) => void, number?: boolean}} props */
const Line = ({ name, draft, onChange, number = false }) => html`<label class=${`field ${number ? 'field-number' : ''}`}><span>${t(`draw.field_${name}`)}</span>
  <input autocomplete="off" inputmode=${number ? 'numeric' : 'text'} value=${draft[name]}
    onInput=${(/** @type {any} */ event) => onChange({ [name]: event.target.value })} /></label>`;

/** @param {{name: 'by'|'equal', values: string[], draft: DrawDraft, onChange: (part: Partial<DrawDraft>) => void}} props */
const Choice = ({ name, values, draft, onChange }) => html`<label class="field"><span>${t(`draw.field_${name}`)}</span>
  <select value=${draft[name]} onChange=${(/** @type {any} */ event) => onChange({ [name]: event.target.value })}>
    ${values.map((value) => html`<option key=${value} value=${value}>${t(`draw.${name}_${value}`)}</option>`)}</select></label>`;

/** @param {any} event @param {(part: Partial<DrawDraft>) => void} onChange @param {(words: string) => void} onWrong */
async function readFile(event, onChange, onWrong) {
  const file = event.target.files?.[0];
  event.target.value = '';
  if (!file) return;
  if (file.size > LIST_BYTES_MAX) onWrong(t('draw.too_large'));
  else onChange({ list: new TextDecoder('utf-8').decode(await file.arrayBuffer()) });
}

/** Lines of the list that are shown in the field; a long list is kept whole and only described. */
const SHOWN_MAX = 200_000;

/** @param {{draft: DrawDraft, onChange: (part: Partial<DrawDraft>) => void, onWrong: (words: string) => void}} props */
const List = ({ draft, onChange, onWrong }) => html`<div class="field field-items"><span id="draw-list">${t('draw.field_list')}</span>
  <label class="button button-row file-button">${t('draw.file')}
    <input type="file" accept=".csv,text/csv" onChange=${(/** @type {any} */ event) => readFile(event, onChange, onWrong)} /></label>
  ${draft.list.length > SHOWN_MAX
    ? html`<p class="note">${t('draw.long_list', { n: draft.list.split('\n').length - 1 })}
        <button class="plain-link" type="button" onClick=${() => onChange({ list: '' })}>${t('desk.clear')}</button></p>`
    : html`<textarea aria-labelledby="draw-list" value=${draft.list} onInput=${(/** @type {any} */ event) => onChange({ list: event.target.value })}></textarea>`}
  <small class="note">${t('draw.list_hint')}</small></div>`;

/** @param {{plan: import('../draw.js').Plan|null}} props */
const PlanView = ({ plan }) => (plan === null ? html`<p class="note">${t('draw.plan_hint')}</p>` : html`<div class="preview">
  <p>${t('draw.list_of', { people: plan.people, eligible: plan.eligible })} · ${t('draw.list_hash')} <span class="hash">${hashGroups(plan.list_hash)}</span></p>
  <${Strata} strata=${plan.strata} /></div>`);

/**
 * @param {{draft: DrawDraft, plan: import('../draw.js').Plan|null, tried: boolean, busy: boolean, onChange: (part: Partial<DrawDraft>) => void,
 *   onPlan: () => void, onCommit: () => void, onBack: () => void, onWrong: (words: string) => void}} props plan: of the draft as it stands
 */
export function PrepareDraw({ draft, plan, tried, busy, onChange, onPlan, onCommit, onBack, onWrong }) {
  const missing = tried ? drawProblems(draft) : [];
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); if (plan) onCommit(); else onPlan(); };
  return html`<form class="prepare" onSubmit=${submit}>
    <div class="prepare-fields">
      <h2>${t(draft.replaces ? 'draw.prepare_again' : 'draw.prepare')}</h2>
      <${Line} name="title" draft=${draft} onChange=${onChange} />
      <${Line} name="condition" draft=${draft} onChange=${onChange} />
      ${draft.replaces && html`<${Line} name="reason" draft=${draft} onChange=${onChange} />`}
      <div class="fields">
        <${Line} name="seats" number draft=${draft} onChange=${onChange} /><${Line} name="minimum" number draft=${draft} onChange=${onChange} />
        <${Line} name="substitutes" number draft=${draft} onChange=${onChange} /><${Line} name="label" draft=${draft} onChange=${onChange} />
      </div>
      <div class="fields"><${Choice} name="by" values=${BYS} draft=${draft} onChange=${onChange} />
        <${Choice} name="equal" values=${EQUALS} draft=${draft} onChange=${onChange} /></div>
      <ul class="problems" role="alert">${missing.map((words) => html`<li key=${words}>${words}</li>`)}</ul>
      <div class="prepare-acts">
        <button class="button" type="button" onClick=${onBack}>${t('act.back')}</button>
        <button class="button button-primary" disabled=${busy}>${t(plan ? 'draw.commit' : 'draw.plan')}</button>
      </div>
    </div>
    <div class="prepare-items"><${List} draft=${draft} onChange=${onChange} onWrong=${onWrong} /><${PlanView} plan=${plan} /></div>
  </form>`;
}
