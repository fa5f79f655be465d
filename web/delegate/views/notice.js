// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';

/**
 * One thing said in the middle of the page.
 * @param {{icon: string, tone?: string, title: string, lines?: (string|false|null|undefined)[], spin?: boolean, children?: any}} props
 */
export const Notice = ({ icon, tone = 'ink', title, lines = [], spin = false, children = null }) => html`
  <section class=${`notice card notice-${tone}`}>
    <${Icon} name=${icon} size=${72} stroke=${1.75} class=${spin ? 'spin' : ''} />
    <h2>${title}</h2>
    ${lines.filter(Boolean).map((line) => html`<p>${line}</p>`)}
    ${children && html`<div class="notice-acts">${children}</div>`}
  </section>`;
