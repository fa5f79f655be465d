// @ts-check
// The page behind the QR code of a receipt: whether that vote is in the record, proved on this device.
import { html, mount, signal } from '../shared/ui.js';
import { allReceipts } from '../shared/receipts.js';
import { readFragment } from '../shared/record-link.js';
import { lang, setLang, showLang, t } from '../shared/words.js';
import { lookUp } from './look-up.js';
import { Page } from './page.js';

/** @typedef {import('../shared/record-link.js').Entry} Entry */
/** @typedef {import('../shared/receipts.js').Kept} Kept */

const step = signal(/** @type {import('./look-up.js').Step|{kind: 'none'|'broken'}} */ ({ kind: 'none' }));
const shown = signal(/** @type {{entry: Entry|null, kept: Kept|null, mine: {sitting: string, receipt: Kept}[]}} */ ({ entry: null, kept: null, mine: [] }));
let round = 0;

/** The receipts of the person whose entry this is; without an entry, all of this device. @param {Entry|null} entry */
function receiptsFor(entry) {
  const owners = allReceipts();
  const same = entry ? owners.filter(({ sitting, receipts }) => sitting === entry.sitting && receipts.some(({ hash }) => hash === entry.hash)) : owners;
  return same.flatMap(({ sitting, receipts }) => receipts.map((receipt) => ({ sitting, receipt })));
}

function look() {
  const mine = (round += 1);
  const entry = readFragment(location.hash);
  const list = receiptsFor(entry);
  const kept = list.find(({ receipt }) => receipt.hash === entry?.hash)?.receipt ?? null;
  shown.value = { entry, kept, mine: list };
  if (!entry) {
    step.value = { kind: location.hash.length > 1 ? 'broken' : 'none' };
    return;
  }
  lookUp(entry, { kept, onStep: (next) => { step.value = next; }, stopped: () => mine !== round });
}

showLang();
addEventListener('hashchange', look);
addEventListener('online', () => { if (step.value.kind === 'offline') look(); });
mount(() => {
  document.title = t('record.title');
  return html`
    <header class="bar"><span class="bar-title">${t('record.title')}</span>
      <span class="bar-end"><button class="button button-quiet button-small" type="button"
        onClick=${() => setLang(lang.value === 'zh' ? 'en' : 'zh')}>${t('act.other_language')}</button></span></header>
    <${Page} step=${step.value} ...${shown.value} onAgain=${look} />`;
}, /** @type {Element} */ (document.getElementById('root')));
look();
