// @ts-check
// A drawn mark as large as the word beside it: shape says the same as word and colour.
import { html } from '../../shared/ui.js';
import { GradeShape, Icon } from '../../shared/icons.js';

/** @type {Record<string, string>} */
const ICONS = { check: 'check', fail: 'x', dash: 'minus', cut: 'wifiOff' };

/** @param {{shape: string}} props a grade's shape, or check, fail, dash, equal */
export function Mark({ shape }) {
  if (shape === 'equal') {
    return html`<svg class="mark" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true"><path d="M4 9h16M4 15.5h16" /></svg>`;
  }
  if (ICONS[shape]) return html`<${Icon} name=${ICONS[shape]} class="mark" stroke=${3} />`;
  return html`<${GradeShape} shape=${shape} class="mark" stroke=${2.4} />`;
}
