// @ts-check
import { hashGroups } from '../../shared/ballot-words.js';
import { timeText } from '../../shared/clock.js';
import { Sheet } from '../../shared/dialog.js';
import { Icon } from '../../shared/icons.js';
import { qrSvg } from '../../shared/qr.js';
import { recordLink } from '../../shared/record-link.js';
import { html, useMemo, useState } from '../../shared/ui.js';
import { sentences, t } from '../../shared/words.js';

/** @typedef {import('../session.js').Session} Session */
/** @typedef {import('../../shared/receipts.js').Kept} Kept */
/** @typedef {{revision: number, seq: number, hash: string, cast_id: string}} Entry */

/** A receipt whose signature this device does not have: the vote was cast at another one. */
const ELSEWHERE = { tone: 'plain', icon: 'fileCheck', word: 'receipt.elsewhere' };
/** @type {Record<string, {tone: string, icon: string, word: string}>} */
const CHECKS = {
  good: { tone: 'good', icon: 'shieldCheck', word: 'receipt.signed' },
  none: { tone: 'plain', icon: 'minus', word: 'receipt.unsigned' },
  bad: { tone: 'bad', icon: 'circleAlert', word: 'receipt.signed_badly' },
  differs: { tone: 'bad', icon: 'circleAlert', word: 'receipt.differs' },
  open: { tone: 'plain', icon: 'loaderCircle', word: 'receipt.checking' },
};

/** Whether the server signed it, in one line. @param {{kept: Kept|null}} props */
function Signed({ kept }) {
  const { tone, icon, word } = kept ? CHECKS[kept.check ?? 'open'] : ELSEWHERE;
  return html`<p class=${`receipt-signed receipt-${tone}`}><${Icon} name=${icon} size=${22} />${t(word)}</p>`;
}

/** The code leads to the page that looks the entry up; a finger on it does the same here. @param {{sitting: string, entry: Entry}} props */
function Code({ sitting, entry }) {
  const link = recordLink(location.origin, { ...entry, sitting });
  const code = useMemo(() => qrSvg(link), [link]);
  return html`<a class="receipt-code" href=${link} target="_blank" rel="noopener" aria-label=${t('receipt.look_up')}>${code}</a>`;
}

/** @param {{entry: Entry}} props */
const Place = ({ entry }) => html`
  <p class="receipt-place"><span>${t('receipt.revision', { n: entry.revision })}</span><span>${t('record.entry', { seq: entry.seq })}</span></p>
  <p class="receipt-hash num">${hashGroups(entry.hash)}</p>`;

/** The receipt of the vote that stands, at once and without a touch. @param {{session: Session, vote: import('../scene.js').Vote}} props */
export function ReceiptCard({ session, vote: { recorded, ballot } }) {
  const sitting = session.state.value.sitting?.id;
  if (!recorded || !sitting) return null;
  const kept = session.receipts.value.find(({ hash }) => hash === recorded.hash) ?? null;
  return html`
    <section class="receipt" aria-label=${t('receipt.title')}>
      <${Code} sitting=${sitting} entry=${recorded} />
      <div class="receipt-text">
        <h2>${t('receipt.title')}</h2>
        <${Place} entry=${recorded} />
        <${Signed} kept=${kept} />
        <p class="receipt-note">${sentences([t('receipt.scan'), ballot.secrecy === 'secret' && t('receipt.no_choice')])}</p>
      </div>
    </section>`;
}

/** Opens all receipts of this person in this sitting; nothing where there is none. @param {{session: Session}} props */
export function ReceiptsButton({ session }) {
  const [open, setOpen] = useState(false);
  const receipts = session.receipts.value;
  const sitting = session.state.value.sitting?.id;
  if (receipts.length === 0 || !sitting) return null;
  return html`
    <button class="receipt-button" type="button" onClick=${() => setOpen(true)}>
      <${Icon} name="fileCheck" size=${22} />${t('receipt.mine')} <b class="num">${receipts.length}</b>
    </button>
    ${open && html`
      <${Sheet} title=${t('receipt.mine')} onClose=${() => setOpen(false)}><${Receipts} sitting=${sitting} receipts=${receipts} /><//>`}`;
}

/** Newest first, one of them unfolded. @param {{sitting: string, receipts: Kept[]}} props */
function Receipts({ sitting, receipts }) {
  const [shown, show] = useState(/** @type {string|null} */ (receipts[0].hash));
  return html`<ul class="receipts">
    ${receipts.map((receipt, at) => {
      const unfolded = receipt.hash === shown;
      return html`<li key=${receipt.hash} class=${unfolded ? 'is-shown' : ''}>
        <button class="receipts-head" type="button" autofocus=${at === 0} aria-expanded=${unfolded} onClick=${() => show(unfolded ? null : receipt.hash)}>
          <b>${receipt.title}</b>
          <span>${t('receipt.revision', { n: receipt.revision })} · ${t('record.entry', { seq: receipt.seq })}</span>
          <${Icon} name="chevronRight" size=${22} />
        </button>
        ${unfolded && html`<div class="receipt receipt-whole">
          <${Code} sitting=${sitting} entry=${receipt} />
          <div class="receipt-text"><${Place} entry=${receipt} /><${Signed} kept=${receipt} /></div>
          <${Facts} receipt=${receipt} />
        </div>`}
      </li>`;
    })}
  </ul>`;
}

/** Everything of it, to be copied or compared. @param {{receipt: Kept}} props */
const Facts = ({ receipt }) => html`<dl class="facts">
  <div><dt>${t('receipt.time')}</dt><dd class="num">${timeText(receipt.at_ms)}</dd></div>
  <div><dt>${t('receipt.hash')}</dt><dd class="code">${receipt.hash}</dd></div>
  ${receipt.content && html`<div><dt>${t(receipt.secret ? 'receipt.envelope' : 'receipt.paper')}</dt><dd class="code">${receipt.content}</dd></div>`}
  <div><dt>${t('receipt.cast')}</dt><dd class="code">${receipt.cast_id}</dd></div>
  ${receipt.key && html`<div><dt>${t('receipt.key')}</dt><dd class="code">${receipt.key}</dd></div>`}
</dl>`;
