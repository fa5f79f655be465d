// @ts-check
// Icons and the shapes of the grades. Drawn, never glyphs; always beside a word, so they are hidden from screen readers.
import { h, html } from './ui.js';
import { PATHS } from './icon-paths.js';

/** @typedef {{size?: number, class?: string}} IconProps */

/**
 * `<${Icon} name="check" size=${28} />`
 * @param {IconProps & {name: string, stroke?: number}} props name: a key of icon-paths.js
 */
export const Icon = ({ name, size = 24, stroke = 2.25, class: className = '' }) => html`
  <svg class=${className} width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
    stroke-width=${stroke} stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
    ${(PATHS[name] ?? []).map(([tag, attributes]) => h(tag, attributes))}
  </svg>`;

/** @type {Record<string, [string, Record<string, any>][]>} */
const SHAPES = {
  circle: [['circle', { cx: 12, cy: 12, r: 9.2 }]],
  cross: [['path', { d: 'M4.8 4.8 19.2 19.2M19.2 4.8 4.8 19.2' }]],
  triangle: [['path', { d: 'M12 3.4 21.6 20H2.4Z' }]],
  square: [['rect', { x: 4, y: 4, width: 16, height: 16 }]],
  dot: [['circle', { cx: 12, cy: 12, r: 5, fill: 'currentColor' }]],
  none: [],
};

/**
 * The shape of a grade: circle ○, cross ✕, triangle △, square, dot.
 * @param {IconProps & {shape: import('./frames.js').Shape, stroke?: number}} props
 */
export const GradeShape = ({ shape, size = 24, stroke = 1.6, class: className = '' }) => (shape === 'none' ? null : html`
  <svg class=${className} width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
    stroke-width=${stroke} stroke-linejoin="miter" aria-hidden="true" focusable="false">
    ${SHAPES[shape].map(([tag, attributes]) => h(tag, attributes))}
  </svg>`);
