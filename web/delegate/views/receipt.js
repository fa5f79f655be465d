// @ts-check
import { shortHash } from '../../shared/ballot-words.js';
import { timeText } from '../../shared/clock.js';
import { Sheet } from '../../shared/dialog.js';
import { Icon } from '../../shared/icons.js';
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** "记录第 1843 条 7F2A · 91C4", which opens the whole receipt. @param {{recorded: import('../scene.js').Recorded, large?: boolean}} props */
export function ReceiptButton({ recorded, large = false }) {
  const [open, setOpen] = useState(false);
  return html`
    <button class=${large ? 'button' : 'receipt-button'} type="button" onClick=${() => setOpen(true)}>
      <${Icon} name="fileCheck" size=${22} />
      ${large ? t('act.receipt') : html`<span>${t('record.entry', { seq: recorded.seq })}</span> <b class="num">${shortHash(recorded.hash)}</b>`}
    </button>
    ${open && html`
      <${Sheet} title=${t('receipt.title')} onClose=${() => setOpen(false)}>
        <dl class="facts">
          <div><dt>${t('receipt.seq')}</dt><dd>${t('receipt.entry', { seq: recorded.seq })}</dd></div>
          <div><dt>${t('receipt.time')}</dt><dd class="num">${timeText(recorded.at_ms)}</dd></div>
          <div><dt>${t('receipt.hash')}</dt><dd class="code">${recorded.hash}</dd></div>
          <div><dt>${t('receipt.cast')}</dt><dd class="code">${recorded.cast_id}</dd></div>
        </dl>
      <//>`}`;
}
