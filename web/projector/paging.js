// @ts-check
// How much fits: pages of long lists, and steps by which long titles shrink. Decided from the text alone, so that it
// can be tested and is the same on every screen.

/** How long one page stays. */
export const PAGE_MS = 8000;
/** Rows of a page at most. */
const ROWS_MAX = 10;
/** Heights in rem, as in projector.css: of a page's rows together, of a row, of each line of its title. */
const ROOM_REM = 6.36;
const ROW_REM = 0.63;
const LINE_REM = 0.46;

/** Width of a text in Chinese characters; a Latin letter or digit takes about half. @param {string} text */
export function width(text) {
  let sum = 0;
  for (const c of text) sum += (c.codePointAt(0) ?? 0) < 0x2e80 ? 0.55 : 1;
  return sum;
}

/** The widest title. @param {{title: string}[]} items */
export const widest = (items) => items.reduce((most, item) => Math.max(most, width(item.title)), 0);

/**
 * Cuts a list into pages in its order: at most `most` rows on a page, fewer where titles need more lines. At least one page.
 * @template {{title: string}} T
 * @param {T[]} items
 * @param {number} line characters of a title on one line
 * @param {number} [most]
 * @returns {T[][]}
 */
export function paginate(items, line, most = ROWS_MAX) {
  /** @type {T[][]} */
  const pages = [[]];
  const room = Math.min(ROOM_REM, most * ROW_REM + 0.03);
  let used = 0;
  for (const item of items) {
    const height = Math.max(ROW_REM, Math.ceil(width(item.title) / line) * LINE_REM);
    if (pages[pages.length - 1].length > 0 && used + height > room) {
      pages.push([]);
      used = 0;
    }
    pages[pages.length - 1].push(item);
    used += height;
  }
  return pages;
}

/** Upper bounds in characters for the title sizes 1 (largest) to 5; beyond, size 6. */
const STEPS = [26, 52, 76, 112, 160];

/** The size step of a title. @param {string} title @returns {number} 1–6 */
export function titleStep(title) {
  const w = width(title);
  const step = STEPS.findIndex((most) => w <= most);
  return step === -1 ? STEPS.length + 1 : step + 1;
}

/** The page after (1) or before (-1) this one; after the last comes the first. @param {number} page @param {number} step @param {number} pages */
export const nextPage = (page, step, pages) => (page + step + pages) % pages;
