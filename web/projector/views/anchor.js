// @ts-check
// The record's state, to be photographed or written down: size, eight words, and the whole of it as a code. Whoever has
// it can tell later whether the record was cut off or put back.
import { html, useMemo } from '../../shared/ui.js';
import { lang, t } from '../../shared/words.js';
import { qrSvg } from '../../shared/qr.js';

/** Light modules around the code: it stands on a dark wall, so it brings its own margin. */
const MARGIN = 3;

/** The class of a picture, which keeps the corner of the anchor free. @param {string} name @param {import('../../shared/frames.js').RecordHead|null} record */
export const anchored = (name, record) => (record?.anchor ? `${name} anchored` : name);

/** @param {{record: import('../../shared/frames.js').RecordHead|null}} props */
export function Anchor({ record }) {
  const anchor = record?.anchor;
  const code = useMemo(() => anchor && qrSvg(anchor.text, { margin: MARGIN }), [anchor?.text]);
  if (!anchor) return null;
  return html`<aside class="anchor">
    <div class="anchor-text">
      <p>${t('screen.anchor_size', { size: anchor.size })}</p>
      <ol>${anchor.words[lang.value].map((word, i) => html`<li key=${i}>${word}</li>`)}</ol>
    </div>
    ${code}
  </aside>`;
}
