// @ts-check
// Turns the pages of a long list by itself, and by the arrow keys.
import { html, useEffect, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { PAGE_MS, nextPage } from '../paging.js';

/** After a person turned the page it stays for this long before it turns by itself again. */
const HELD_MS = 30_000;

/**
 * The page of `pages` that is on the screen now.
 * @template T @param {T[][]} pages @returns {{rows: T[], page: number, mark: any}} mark: which page this is, null for one
 */
export function usePage(pages) {
  const [turn, setTurn] = useState({ page: 0, stay_ms: PAGE_MS });
  const n = pages.length;
  useEffect(() => {
    if (n === 1) return undefined;
    const by = (/** @type {number} */ step, /** @type {number} */ stay_ms) =>
      setTurn(({ page }) => ({ page: nextPage(page, step, n), stay_ms }));
    const timer = setTimeout(() => by(1, PAGE_MS), turn.stay_ms);
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'ArrowRight' || event.key === 'PageDown') by(1, HELD_MS);
      else if (event.key === 'ArrowLeft' || event.key === 'PageUp') by(-1, HELD_MS);
    };
    addEventListener('keydown', onKey);
    return () => { clearTimeout(timer); removeEventListener('keydown', onKey); };
  }, [turn, n]);
  const page = Math.min(turn.page, n - 1);
  return { rows: pages[page], page, mark: n === 1 ? null : html`<${PageMark} pages=${pages} page=${page} />` };
}

/** @param {{pages: any[][], page: number}} props */
function PageMark({ pages, page }) {
  const before = pages.slice(0, page).reduce((sum, rows) => sum + rows.length, 0);
  const n = pages.reduce((sum, rows) => sum + rows.length, 0);
  return html`<div class="page-mark">
    <span>${t('screen.range', { from: before + 1, to: before + pages[page].length, n })}</span>
    <b>${page + 1} / ${pages.length}</b>
  </div>`;
}
