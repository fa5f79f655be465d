// @ts-check
// The names of a draw as rows of pages: each stratum with its heading, the heading again where a stratum goes on.
import { t } from '../shared/words.js';

/** @typedef {{title: string, head: string|null, place: number}} DrawRow head: figures beside a heading, null for a person */

/** Rows of one page; two columns of them are drawn. */
export const ROWS_MAX = 24;

/** @param {import('../shared/frames.js').Draw} draw @returns {DrawRow[][]} at least one page */
export function drawPages(draw) {
  /** @type {DrawRow[][]} */
  const pages = [[]];
  let place = 0;
  for (const stratum of draw.strata) {
    const heading = { title: stratum.name || t('draw.everybody'), head: t('draw.drawn_of', { n: stratum.drawn.length, people: stratum.people }), place: 0 };
    if (stratum.drawn.length === 0) continue;
    // A heading never stands alone at the end of a page.
    if (pages[pages.length - 1].length > ROWS_MAX - 2) pages.push([]);
    pages[pages.length - 1].push(heading);
    for (const person of stratum.drawn) {
      if (pages[pages.length - 1].length === ROWS_MAX) pages.push([heading]);
      place += 1;
      pages[pages.length - 1].push({ title: person.title, head: null, place });
    }
  }
  return pages;
}
