// @ts-check
// Asks where a person sits from here on. A native dialog, as the shared one for plain questions.
import { html, render } from '../shared/ui.js';
import { t } from '../shared/words.js';

/** @typedef {import('../shared/frames.js').RosterEntry} RosterEntry */
/** @typedef {{delegation: string, seat: string, room: string|null}} Place */

/**
 * @param {RosterEntry} person @param {import('../shared/frames.js').Room[]} rooms
 * @returns {Promise<Place|null>} null when the person at the desk went back
 */
export function askPlace(person, rooms) {
  const dialog = document.createElement('dialog');
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  const ofDelegation = rooms.find(({ delegations }) => delegations.includes(person.delegation))?.id ?? null;
  /** @type {Place} */
  const place = { delegation: person.delegation, seat: person.seat, room: person.room === ofDelegation ? null : person.room ?? null };
  dialog.className = 'dialog reason';
  dialog.setAttribute('aria-labelledby', 'move-title');
  document.body.append(dialog);
  const field = (/** @type {'delegation'|'seat'} */ name) => html`<label class="reason-field"><span>${t(`desk.${name}`)}</span>
    <input name=${name} autocomplete="off" value=${place[name]} onInput=${(/** @type {any} */ event) => { place[name] = event.target.value.trim(); }} /></label>`;
  render(html`<form method="dialog" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); dialog.close('yes'); }}>
    <h2 id="move-title">${t('desk.move_title', { number: person.number, name: person.name })}</h2>
    ${field('delegation')}${field('seat')}
    ${rooms.length > 0 && html`<label class="reason-field"><span>${t('desk.room')}</span>
      <select name="room" value=${place.room ?? ''} onChange=${(/** @type {any} */ event) => { place.room = event.target.value || null; }}>
        <option value="">${t('desk.room_of_delegation')}</option>
        ${rooms.map(({ id, title }) => html`<option key=${id} value=${id}>${title}</option>`)}
      </select></label>`}
    <div class="dialog-acts">
      <button class="button" type="button" onClick=${() => dialog.close('')}>${t('act.back')}</button>
      <button class="button button-ink">${t('act.confirm')}</button>
    </div>
  </form>`, dialog);
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes' ? place : null);
      render(null, dialog);
      dialog.remove();
      before?.focus?.();
    });
    dialog.showModal();
  });
}
