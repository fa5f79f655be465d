// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';

/**
 * One thing said in the middle of the page.
 * @param {{icon: string, tone?: string, title: string, lines?: (string|false|null|undefined)[], spin?: boolean, compact?: unknown, children?: any}} props
 */
export const Notice = ({ icon, tone = 'ink', title, lines = [], spin = false, compact = false, children = null }) => html`
  <section class=${`notice card notice-${tone} ${compact ? 'notice-compact' : ''}`}>
    <${Icon} name=${icon} size=${compact ? 48 : 72} stroke=${compact ? 2.25 : 1.75} class=${spin ? 'spin' : ''} />
    <div class="notice-text">
      <h2>${title}</h2>
      ${lines.filter(Boolean).map((line) => html`<p>${line}</p>`)}
    </div>
    ${children && html`<div class="notice-acts">${children}</div>`}
  </section>`;
