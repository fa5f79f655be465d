// @ts-check
// QR codes (ISO/IEC 18004), drawn as one path: an anchor to be photographed from the projector or a tablet.
import { correction, generate } from '../vendor/lean-qr.module.js';
import { html } from './ui.js';

/** Light modules around the code that the standard asks for. */
const MARGIN = 4;

/** @param {string} text @param {number} margin in modules @returns {{size: number, d: string}} modules of a side, margin included, and the dark ones as a path */
export function qrPath(text, margin) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const runs = [];
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      const from = x;
      while (code.get(x, y)) x += 1;
      if (x > from) runs.push(`M${from + margin} ${y + margin}h${x - from}v1H${from + margin}z`);
    }
  }
  return { size: code.size + 2 * margin, d: runs.join('') };
}

/**
 * Dark on light whatever the colours of the face are, because readers expect it so. It stands beside the same text in
 * words, so it is hidden from screen readers; the style sheet gives it its size.
 * @param {string} text
 * @param {{margin?: number, class?: string}} [options] margin in modules
 */
export function qrSvg(text, { margin = MARGIN, class: className = 'qr' } = {}) {
  const { size, d } = qrPath(text, margin);
  return html`
    <svg class=${className} viewBox=${`0 0 ${size} ${size}`} shape-rendering="crispEdges" aria-hidden="true" focusable="false">
      <rect width=${size} height=${size} fill="#fff" />
      <path d=${d} fill="#000" />
    </svg>`;
}
