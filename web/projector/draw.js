// @ts-check
// The names of a draw as pages of columns: each stratum with its heading, the heading again where a stratum goes on.
import { t } from '../shared/words.js';

/** @typedef {{title: string, head: string|null, place: number}} DrawRow head: figures beside a heading, null for a person */

/** Columns of a page and rows of a column, as projector.css has room for them below a title of two lines. */
export const COLUMNS_MAX = 3;
export const ROWS_MAX = 9;

/** @param {import('../shared/frames.js').Draw} draw @returns {DrawRow[][][]} pages of columns of rows; at least one page */
export function drawPages(draw) {
  /** @type {DrawRow[][]} */
  const columns = [[]];
  let place = 0;
  for (const stratum of draw.strata) {
    if (stratum.drawn.length === 0) continue;
    const heading = { title: stratum.name || t('draw.everybody'), head: t('draw.drawn_of', { n: stratum.drawn.length, people: stratum.people }), place: 0 };
    // A heading never stands alone at the end of a column.
    if (columns[columns.length - 1].length > ROWS_MAX - 2) columns.push([]);
    columns[columns.length - 1].push(heading);
    for (const person of stratum.drawn) {
      if (columns[columns.length - 1].length === ROWS_MAX) columns.push([heading]);
      place += 1;
      columns[columns.length - 1].push({ title: person.title, head: null, place });
    }
  }
  const pages = [];
  for (let at = 0; at < columns.length; at += COLUMNS_MAX) pages.push(columns.slice(at, at + COLUMNS_MAX));
  return pages;
}
