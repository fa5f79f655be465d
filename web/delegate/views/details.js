// @ts-check
import { Sheet } from '../../shared/dialog.js';
import { Icon } from '../../shared/icons.js';
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** Opens what there is to read about an item; nothing where there is nothing. @param {{item: import('../../shared/frames.js').Item, class?: string, short?: boolean}} props */
export function Details({ item, class: className = 'details-button', short = false }) {
  const [open, setOpen] = useState(false);
  if (!item.details?.length) return null;
  return html`
    <button class=${className} type="button" aria-label=${`${t('act.details')} ${item.title}`} onClick=${() => setOpen(true)}>
      <span>${t(short ? 'act.details_short' : 'act.details')}</span><${Icon} name="chevronRight" size=${22} />
    </button>
    ${open && html`
      <${Sheet} title=${item.title} onClose=${() => setOpen(false)}>
        ${item.note && html`<p>${item.note}</p>`}
        <dl class="facts">${item.details.map(({ label, text }) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
      <//>`}`;
}
