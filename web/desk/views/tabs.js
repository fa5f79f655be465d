// @ts-check
// The tabs of the desk. Arrow keys move between them, as in any tab list.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** @typedef {'roster'|'people'|'rooms'|'ballots'|'manual'|'draw'|'certify'|'record'} Tab */
/** @type {Tab[]} */
export const TABS = ['roster', 'people', 'rooms', 'ballots', 'manual', 'draw', 'certify', 'record'];

/** @param {{tab: Tab, waiting: number, onTab: (tab: Tab) => void}} props waiting: counts to certify */
export function Tabs({ tab, waiting, onTab }) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
    onTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" onKeyDown=${onKey}>
    ${TABS.map((name) => html`<button key=${name} id=${`tab-${name}`} class="tab" type="button" role="tab" aria-selected=${name === tab ? 'true' : 'false'}
      aria-controls="panel" tabindex=${name === tab ? 0 : -1} onClick=${() => onTab(name)}>
      ${t(`desk.tab_${name}`)}${name === 'certify' && waiting > 0 && html`<span class="badge">${waiting}</span>`}</button>`)}
  </div>`;
}
