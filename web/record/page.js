// @ts-check
// The page as a function of what was found: one sentence first, then the facts, then what can be compared.
import { hashGroups } from '../shared/ballot-words.js';
import { Icon } from '../shared/icons.js';
import { recordLink } from '../shared/record-link.js';
import { html } from '../shared/ui.js';
import { Watermark } from '../shared/watermark.js';
import { lang, t } from '../shared/words.js';

/** @typedef {import('./look-up.js').Step|{kind: 'none'|'broken'}} Step */
/** @typedef {import('../shared/record-link.js').Entry} Entry */
/** @typedef {import('../shared/receipts.js').Kept} Kept */
/** @typedef {{sitting: string, receipt: Kept}[]} Mine */

/** @type {Record<Step['kind'], {icon: string, tone: string, again?: boolean}>} */
const LOOKS = {
  looking: { icon: 'loaderCircle', tone: 'ink' }, included: { icon: 'circleCheck', tone: 'good' }, pending: { icon: 'timer', tone: 'gold' },
  late: { icon: 'timer', tone: 'gold', again: true }, unknown: { icon: 'circleAlert', tone: 'bad', again: true }, wrong: { icon: 'triangleAlert', tone: 'bad' },
  offline: { icon: 'wifiOff', tone: 'gold', again: true }, none: { icon: 'qrCode', tone: 'ink' }, broken: { icon: 'circleAlert', tone: 'gold' },
};
const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
/** Key of an algorithm people compare by eye: so many digits. */
const KEY_DIGITS = 16;

/** `2026-03-05 09:12:41` where the device is. @param {number} ms */
function timeWords(ms) {
  const at = new Date(ms);
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

/** @param {{step: Step, entry: Entry|null, kept: Kept|null, mine: Mine, onAgain: () => void}} props */
export function Page({ step, entry, kept, mine, onAgain }) {
  const { icon, tone, again = false } = LOOKS[step.kind];
  const line = step.kind === 'wrong' ? `record.why_${step.why}` : `record.more_${step.kind}`;
  return html`
    <${Watermark} rehearsal=${'cast' in step && step.cast.rehearsal} />
    <main class="record">
      <section class=${`card finding finding-${tone}`}>
        <div class="finding-head" role="status">
          <${Icon} name=${icon} size=${72} stroke=${1.9} class=${step.kind === 'looking' ? 'spin' : ''} />
          <h1>${t(`record.${step.kind}`)}</h1>
          <p>${t(line)}</p>
          ${again && html`<button class="button" type="button" onClick=${onAgain}>${t('act.retry')}</button>`}
        </div>
        ${entry && html`<${Facts} step=${step} entry=${entry} kept=${kept} />`}
        ${step.kind === 'included' && html`<${Anchor} proved=${step.proved} />`}
      </section>
      ${step.kind === 'included' && html`<${Notes} secret=${step.cast.secret} />`}
      <${Others} mine=${mine} entry=${entry} />
    </main>`;
}

/** @param {{step: Step, entry: Entry, kept: Kept|null}} props */
function Facts({ step, entry, kept }) {
  const cast = 'cast' in step ? step.cast : null;
  return html`<dl class="facts">
    ${cast && html`<div class="fact-wide"><dt>${t('record.ballot')}</dt><dd>${kept?.title || cast.title || html`<span class="code">${cast.ballot}</span>`} <span class="chip">${t(`secrecy.${cast.secret ? 'secret' : 'recorded'}`)}</span></dd></div>
      <div><dt>${t('record.vote')}</dt><dd>${t('receipt.revision', { n: cast.revision })}</dd></div>
      <div><dt>${t('record.time')}</dt><dd class="num nowrap">${timeWords(cast.at_ms)}</dd></div>`}
    <div><dt>${t('record.place')}</dt><dd class="num">${t('record.entry', { seq: entry.seq })}</dd></div>
    <div><dt>${t('receipt.hash')}</dt><dd class="num nowrap">${hashGroups(entry.hash)}</dd></div>
  </dl>`;
}

/** The signed state of the record: how long it is, its words, whose signature. @param {{proved: import('./proof.js').Proved}} props */
const Anchor = ({ proved }) => html`<div class="anchor">
  <h2>${t('record.anchor', { size: proved.size })}</h2>
  <ol class="anchor-words">${proved.words[lang.value].map((word, i) => html`<li key=${i}>${word}</li>`)}</ol>
  <p class="anchor-note">${t('record.anchor_note', { size: proved.size })}</p>
  <p class="anchor-note">${t('receipt.key')} <span class="num nowrap">${hashGroups(proved.key, KEY_DIGITS)}</span></p>
</div>`;

/** What was shown here and what was not. @param {{secret: boolean}} props */
const Notes = ({ secret }) => html`<ul class="notes">
  ${secret && html`<li>${t('record.note_secret')}</li>`}
  <li>${t('record.note_changed')}</li>
  <li>${t('record.note_here')}</li>
</ul>`;

/** The other receipts of this browser. @param {{mine: Mine, entry: Entry|null}} props */
function Others({ mine, entry }) {
  if (mine.length < (entry ? 2 : 1)) return null;
  return html`<nav class="others" aria-label=${t('receipt.mine')}>
    <h2>${t('receipt.mine')}</h2>
    <ul>${mine.map(({ sitting, receipt }) => html`<li key=${receipt.hash}>
      <a class="other" href=${recordLink('', { ...receipt, sitting })} aria-current=${receipt.hash === entry?.hash ? 'true' : undefined}>
        <b>${receipt.title}</b><span>${t('receipt.revision', { n: receipt.revision })} · ${t('record.entry', { seq: receipt.seq })}</span><${Icon} name="chevronRight" size=${22} /></a></li>`)}
    </ul>
  </nav>`;
}
