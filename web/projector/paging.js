// @ts-check
// How much fits: pages of long lists, and steps by which long titles shrink. Decided from the text alone, so that it
// can be tested and is the same on every screen.

/** How long one page stays. */
export const PAGE_MS = 8000;
/** Rows of a page, and fewer where titles need two or three lines. */
const ROWS = 10;
const ROWS_TWO_LINES = 7;
const ROWS_THREE_LINES = 5;

/** Width of a text in Chinese characters; a Latin letter or digit takes about half. @param {string} text */
export function width(text) {
  let sum = 0;
  for (const c of text) sum += (c.codePointAt(0) ?? 0) < 0x2e80 ? 0.55 : 1;
  return sum;
}

/**
 * Rows on a page, so that the longest title still fits in `line` characters a line.
 * @param {{title: string}[]} items
 * @param {number} line
 */
export function rowsPerPage(items, line) {
  const longest = items.reduce((most, item) => Math.max(most, width(item.title)), 0);
  if (longest <= line) return ROWS;
  return longest <= 2 * line ? ROWS_TWO_LINES : ROWS_THREE_LINES;
}

/** Pages for `n` rows; at least one. @param {number} n @param {number} rows */
export const pageCount = (n, rows) => Math.max(1, Math.ceil(n / rows));

/** The page after `shown_ms` on the screen. @param {number} shown_ms @param {number} pages */
export const pageAt = (shown_ms, pages) => Math.floor(Math.max(0, shown_ms) / PAGE_MS) % pages;

/**
 * The rows of one page, in the order of the list.
 * @template T @param {T[]} rows @param {number} page @param {number} size @returns {T[]}
 */
export const pageRows = (rows, page, size) => rows.slice(page * size, (page + 1) * size);

/** Upper bounds in characters for the title sizes 1 (largest) to 5; beyond, size 6. */
const STEPS = [26, 52, 76, 112, 160];

/** The size step of a title. @param {string} title @returns {number} 1–6 */
export function titleStep(title) {
  const w = width(title);
  const step = STEPS.findIndex((most) => w <= most);
  return step === -1 ? STEPS.length + 1 : step + 1;
}
