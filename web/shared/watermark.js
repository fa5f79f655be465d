// @ts-check
// What lies over every face of a rehearsal, on paper too: nothing that is seen there may pass for a result.
import { html } from './ui.js';
import { t } from './words.js';

/** So many lines cover a tall page. */
const LINES = 8;

/** @param {{rehearsal: boolean|undefined}} props */
export const Watermark = ({ rehearsal }) => (rehearsal ? html`<div class="watermark" aria-hidden="true">
  ${Array.from({ length: LINES }, (_, line) => html`<p key=${line}>${`${t('rehearsal.mark')}　`.repeat(4)}</p>`)}</div>` : null);
