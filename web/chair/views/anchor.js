// @ts-check
// The record's state for the forms that people sign: size and eight words to be written down, the whole of it as text and
// as a code. And what became of the key of a secret ballot.
import { html, useMemo } from '../../shared/ui.js';
import { lang, t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';
import { qrSvg } from '../../shared/qr.js';
import { publishedPapers } from '../../projector/views/frame.js';

/** @typedef {import('../../shared/frames.js').Anchor} AnchorData */
/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/** 1844 · 堂 超 氢 盆 子 忽 畅 站. @param {AnchorData} anchor */
export const anchorWords = ({ size, words }) => `${size} · ${words[lang.value].join(' ')}`;

/** @param {{anchor: AnchorData|null|undefined, whole?: boolean}} props whole: with the text and its code */
export function Anchor({ anchor, whole = false }) {
  const code = useMemo(() => (whole && anchor ? qrSvg(anchor.text) : null), [anchor?.text, whole]);
  if (!anchor) return null;
  return html`<div class=${`anchor ${whole ? 'anchor-whole' : ''}`}>
    ${code}
    <p><span class="anchor-label">${t('chair.anchor_words')}</span> <b class="anchor-words">${anchorWords(anchor)}</b>
      ${whole && html`<span class="anchor-text">${anchor.text}</span>`}</p>
  </div>`;
}

/** What is left of a secret ballot besides its figures. @param {{ballot: Ballot}} props */
export function KeyLine({ ballot }) {
  const { key, key_seq: seq, papers } = ballot;
  const line = key === 'destroyed' ? (seq === null ? t('chair.key_destroyed') : t('chair.key_destroyed_at', { seq }))
    : key === 'held' && ballot.count ? t('chair.key_held') : '';
  if (!line && !papers) return null;
  return html`<p class="key-line note">
    ${line && html`<span class=${key === 'destroyed' ? 'good' : 'warn'}><${Icon} name=${key === 'destroyed' ? 'check' : 'lock'} size=${18} /> ${line}</span>`}
    ${papers && html`<span>${t('screen.published', { n: publishedPapers(ballot) })}</span>`}
  </p>`;
}
