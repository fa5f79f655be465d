// @ts-check
// Asks which of some candidates, and why. A native dialog, as the one for a reason alone.
import { html, render } from '../shared/ui.js';
import { t } from '../shared/words.js';
import { REASON_MAX } from './reason.js';

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.body
 * @param {string} question.confirm
 * @param {{id: string, title: string}[]} question.items
 * @param {number} question.count so many of them, no fewer and no more
 * @param {string[]} [question.suggestions] reasons that one tap fills in
 * @returns {Promise<{items: string[], reason: string}|null>} null when the person went back
 */
export function askWhich({ title, body, confirm, items, count, suggestions = [] }) {
  const dialog = document.createElement('dialog');
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  dialog.className = 'dialog reason';
  dialog.setAttribute('aria-labelledby', 'which-title');
  document.body.append(dialog);
  let reason = '';
  /** @type {string[]} */
  let chosen = [];
  const whole = () => reason.trim() !== '' && chosen.length === count;
  function toggle(/** @type {string} */ id) {
    if (chosen.includes(id)) chosen = chosen.filter((each) => each !== id);
    else chosen = count === 1 ? [id] : [...chosen, id].slice(0, count);
    draw();
  }
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (whole()) dialog.close('yes');
  };
  const draw = () => render(html`<form method="dialog" onSubmit=${submit}>
    <h2 id="which-title">${title}</h2>
    <p>${body}</p>
    <div class="which" role="group" aria-label=${title}>
      ${items.map(({ id, title: name }) => html`<label key=${id} class="which-item">
        <input type="checkbox" checked=${chosen.includes(id)} onClick=${() => toggle(id)} /> ${name}</label>`)}
    </div>
    <label class="reason-field"><span>${t('chair.reason')}</span>
      <input name="reason" autocomplete="off" maxlength=${REASON_MAX} value=${reason}
        onInput=${(/** @type {any} */ event) => { reason = event.target.value; draw(); }} /></label>
    <div class="reason-suggestions">
      ${suggestions.map((words) => html`<button key=${words} class="button button-small" type="button" onClick=${() => { reason = words; draw(); }}>${words}</button>`)}
    </div>
    <div class="dialog-acts">
      <button class="button" type="button" onClick=${() => dialog.close('')}>${t('act.back')}</button>
      <button class="button button-primary" disabled=${!whole()}>${confirm}</button>
    </div>
  </form>`, dialog);
  draw();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const order = items.map(({ id }) => id).filter((id) => chosen.includes(id));
      resolve(dialog.returnValue === 'yes' ? { items: order, reason: reason.trim() } : null);
      render(null, dialog);
      dialog.remove();
      before?.focus?.();
    });
    dialog.showModal();
  });
}
