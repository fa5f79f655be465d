// @ts-check
// Asks for a reason before an act that needs one. A native dialog, as the shared one for plain questions.
import { html, render } from '../shared/ui.js';
import { t } from '../shared/words.js';

/** Longer reasons do not fit on the hall screen. */
export const REASON_MAX = 60;

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.body
 * @param {string} question.confirm
 * @param {string[]} [question.suggestions] reasons that one tap fills in
 * @param {string} [question.label] what is asked for, where it is not a reason
 * @returns {Promise<string|null>} the reason; null when the person went back
 */
export function askReason({ title, body, confirm, suggestions = [], label = t('chair.reason') }) {
  const dialog = document.createElement('dialog');
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  dialog.className = 'dialog reason';
  dialog.setAttribute('aria-labelledby', 'reason-title');
  document.body.append(dialog);
  let reason = '';
  const draw = () => render(html`<form method="dialog" onSubmit=${submit}>
    <h2 id="reason-title">${title}</h2>
    <p>${body}</p>
    <label class="reason-field"><span>${label}</span>
      <input name="reason" autofocus autocomplete="off" maxlength=${REASON_MAX} value=${reason}
        onInput=${(/** @type {any} */ event) => { reason = event.target.value; draw(); }} /></label>
    <div class="reason-suggestions">
      ${suggestions.map((words) => html`<button key=${words} class="button button-small" type="button" onClick=${() => { reason = words; draw(); }}>${words}</button>`)}
    </div>
    <div class="dialog-acts">
      <button class="button" type="button" onClick=${() => dialog.close('')}>${t('act.back')}</button>
      <button class="button button-primary" disabled=${reason.trim() === ''}>${confirm}</button>
    </div>
  </form>`, dialog);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (reason.trim() !== '') dialog.close('yes');
  };
  draw();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes' ? reason.trim() : null);
      render(null, dialog);
      dialog.remove();
      before?.focus?.();
    });
    dialog.showModal();
  });
}
