// @ts-check
import { html } from '../../shared/ui.js';

/** From here a title is set one size smaller, and again. */
const LONG = 36;
const VERY_LONG = 64;

/** @param {{text: string, small?: boolean}} props */
export function Title({ text, small = false }) {
  const size = small ? 'title-small' : text.length > VERY_LONG ? 'title-very-long' : text.length > LONG ? 'title-long' : '';
  return html`<h1 class=${`title ${size}`}>${text}</h1>`;
}
