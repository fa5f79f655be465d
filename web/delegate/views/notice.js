// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';

/**
 * One thing said in the middle of the page.
 * @param {{icon: string, tone?: string, title: string, lines?: (string|false|null|undefined)[], spin?: boolean, bare?: boolean, children?: any}} props
 *   bare: inside a card with something else
 */
export const Notice = ({ icon, tone = 'ink', title, lines = [], spin = false, bare = false, children = null }) => html`
  <section class=${`notice notice-${tone} ${bare ? 'notice-bare' : 'card'}`}>
    <${Icon} name=${icon} size=${bare ? 56 : 72} stroke=${bare ? 2 : 1.75} class=${spin ? 'spin' : ''} />
    <div class="notice-text">
      <h2>${title}</h2>
      ${lines.filter(Boolean).map((line) => html`<p>${line}</p>`)}
    </div>
    ${children && html`<div class="notice-acts">${children}</div>`}
  </section>`;
