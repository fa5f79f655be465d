// @ts-check
// Asks once, in one sentence. A native dialog: the rest of the page is inert and the focus stays inside.
import { html, render, useEffect, useRef } from './ui.js';
import { t } from './words.js';

let count = 0;

/**
 * @param {object} question
 * @param {string} question.title
 * @param {string} [question.body]
 * @param {string} [question.confirm] word on the button that goes on
 * @param {string} [question.cancel]
 * @param {boolean} [question.plain] the act is harmless: no red button
 * @returns {Promise<boolean>} false also on Escape
 */
export function confirm({ title, body = '', confirm: yes = t('act.confirm'), cancel: no = t('act.cancel'), plain = false }) {
  const dialog = document.createElement('dialog');
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  const id = `dialog-${(count += 1)}`;
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', id);
  document.body.append(dialog);
  const answer = (/** @type {string} */ value) => () => dialog.close(value);
  render(html`
    <h2 id=${id}>${title}</h2>
    ${body && html`<p>${body}</p>`}
    <div class="dialog-acts">
      <button class="button" type="button" autofocus onClick=${answer('no')}>${no}</button>
      <button class=${`button ${plain ? 'button-ink' : 'button-primary'}`} type="button" onClick=${answer('yes')}>${yes}</button>
    </div>`, dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      render(null, dialog);
      dialog.remove();
      before?.focus?.();
    });
    dialog.showModal();
  });
}

/**
 * A sheet that is drawn with the page and shows its children over it.
 * @param {{title: string, onClose: () => void, children?: any, label?: string}} props
 */
export function Sheet({ title, onClose, children, label = t('act.close') }) {
  const ref = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return html`
    <dialog class="dialog sheet" ref=${ref} aria-label=${title} onClose=${onClose}
      onClick=${(/** @type {any} */ event) => event.target === ref.current && onClose()}>
      <h2>${title}</h2>
      ${children}
      <div class="dialog-acts"><button class="button" type="button" autofocus onClick=${onClose}>${label}</button></div>
    </dialog>`;
}
