// @ts-check
// Asks from what somebody is recused, and why. A native dialog, as for plain questions.
import { html, render } from './ui.js';
import { t } from './words.js';

/** @typedef {{rows: string[]|null, reason: string}} Said rows: null for the whole ballot */

const REASON_MAX = 60;
const REASONS = ['recusal.reason_kin', 'recusal.reason_unit', 'recusal.reason_self'];

/**
 * @param {import('./frames.js').Item[]} items rows, options or questions of the paper
 * @param {string} [body]
 * @returns {Promise<Said|null>} null when the person went back
 */
export function askRecusal(items, body = t('recusal.body')) {
  const dialog = document.createElement('dialog');
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  dialog.className = 'dialog reason';
  dialog.setAttribute('aria-labelledby', 'recusal-title');
  document.body.append(dialog);
  let reason = '';
  /** @type {Set<string>} */
  const rows = new Set();
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (reason.trim() !== '') dialog.close('yes');
  };
  const toggle = (/** @type {string} */ id) => () => {
    if (!rows.delete(id)) rows.add(id);
    draw();
  };
  const draw = () => render(html`<form method="dialog" onSubmit=${submit}>
    <h2 id="recusal-title">${t('recusal.title')}</h2>
    <p>${body}</p>
    ${items.length > 1 && html`<fieldset class="recusal-scope"><legend>${t('recusal.scope')}</legend>
      <label><input type="radio" name="whole" checked=${rows.size === 0} onClick=${() => { rows.clear(); draw(); }} /> ${t('recusal.all')}</label>
      ${items.map((item, i) => html`<label key=${item.id}><input type="checkbox" checked=${rows.has(item.id)} onClick=${toggle(item.id)} />
        ${i + 1}. ${item.title}</label>`)}</fieldset>`}
    <label class="reason-field"><span>${t('recusal.reason')}</span>
      <input name="reason" autocomplete="off" maxlength=${REASON_MAX} value=${reason}
        onInput=${(/** @type {any} */ event) => { reason = event.target.value; draw(); }} /></label>
    <div class="reason-suggestions">
      ${REASONS.map((key) => html`<button key=${key} class="button button-small" type="button" onClick=${() => { reason = t(key); draw(); }}>${t(key)}</button>`)}
    </div>
    <div class="dialog-acts">
      <button class="button" type="button" onClick=${() => dialog.close('')}>${t('act.back')}</button>
      <button class="button button-primary" disabled=${reason.trim() === ''}>${t('recusal.declare')}</button>
    </div>
  </form>`, dialog);
  draw();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const all = items.filter((item) => rows.has(item.id)).map((item) => item.id);
      resolve(dialog.returnValue === 'yes' ? { rows: all.length ? all : null, reason: reason.trim() } : null);
      render(null, dialog);
      dialog.remove();
      before?.focus?.();
    });
    dialog.showModal();
  });
}
