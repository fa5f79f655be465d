// @ts-check
// Turns the pages of a long list by itself, and by the arrow keys.
import { html, useEffect, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { PAGE_MS, pageCount, pageRows } from '../paging.js';

/** After a person turned the page it stays for this long before it turns by itself again. */
const HELD_MS = 30_000;

/**
 * The page on the screen of a list of `n` rows, `size` on a page.
 * @param {number} n @param {number} size @returns {{page: number, pages: number}}
 */
export function usePage(n, size) {
  const pages = pageCount(n, size);
  const [turn, setTurn] = useState({ page: 0, stay_ms: PAGE_MS });
  useEffect(() => {
    if (pages === 1) return undefined;
    const by = (/** @type {number} */ step, /** @type {number} */ stay_ms) =>
      setTurn(({ page }) => ({ page: (page + step + pages) % pages, stay_ms }));
    const timer = setTimeout(() => by(1, PAGE_MS), turn.stay_ms);
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'ArrowRight' || event.key === 'PageDown') by(1, HELD_MS);
      else if (event.key === 'ArrowLeft' || event.key === 'PageUp') by(-1, HELD_MS);
    };
    addEventListener('keydown', onKey);
    return () => { clearTimeout(timer); removeEventListener('keydown', onKey); };
  }, [turn, pages]);
  return { page: Math.min(turn.page, pages - 1), pages };
}

/** @param {{page: number, pages: number, n: number, size: number}} props */
export const PageMark = ({ page, pages, n, size }) => (pages === 1 ? null : html`<div class="page-mark">
  <span>${t('screen.range', { from: page * size + 1, to: Math.min(n, (page + 1) * size), n })}</span>
  <b>${t('screen.page', { page: page + 1, pages })}</b>
</div>`);

export { pageRows };
