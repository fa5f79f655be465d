// @ts-check
// Asks who takes the chair, and why.
import { html, render } from '../shared/ui.js';
import { t } from '../shared/words.js';
import { REASON_MAX } from './reason.js';

/** Longer names do not fit on the hall screen. */
const NAME_MAX = 40;

/** @returns {Promise<{name: string, reason: string}|null>} null when the person went back */
export function askHandOver() {
  const dialog = document.createElement('dialog');
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  dialog.className = 'dialog reason';
  dialog.setAttribute('aria-labelledby', 'hand-over-title');
  document.body.append(dialog);
  const said = { name: '', reason: t('chair.hand_over_reason') };
  const whole = () => said.name.trim() !== '' && said.reason.trim() !== '';
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (whole()) dialog.close('yes');
  };
  const field = (/** @type {'name'|'reason'} */ key, /** @type {string} */ words, /** @type {number} */ most) => html`
    <label class="reason-field"><span>${words}</span>
      <input name=${key} autocomplete="off" maxlength=${most} value=${said[key]}
        onInput=${(/** @type {any} */ event) => { said[key] = event.target.value; draw(); }} /></label>`;
  const draw = () => render(html`<form method="dialog" onSubmit=${submit}>
    <h2 id="hand-over-title">${t('chair.hand_over_title')}</h2>
    ${field('name', t('chair.hand_over_to'), NAME_MAX)}
    ${field('reason', t('chair.reason'), REASON_MAX)}
    <div class="dialog-acts">
      <button class="button" type="button" onClick=${() => dialog.close('')}>${t('act.back')}</button>
      <button class="button button-primary" disabled=${!whole()}>${t('chair.hand_over')}</button>
    </div>
  </form>`, dialog);
  draw();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes' ? { name: said.name.trim(), reason: said.reason.trim() } : null);
      render(null, dialog);
      dialog.remove();
      before?.focus?.();
    });
    dialog.showModal();
  });
}
