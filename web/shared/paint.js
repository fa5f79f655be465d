// @ts-check
// Lets the browser draw before something slow begins.

/** A page that is hidden gets no frames; then nobody waits for one either. */
const HIDDEN_MS = 120;

/** @returns {Promise<void>} after the next frame is drawn */
export const painted = () => new Promise((resolve) => {
  const late = setTimeout(resolve, HIDDEN_MS);
  if (typeof requestAnimationFrame !== 'function') return;
  // The frame callback runs before the drawing, a task behind it after.
  requestAnimationFrame(() => setTimeout(() => { clearTimeout(late); resolve(); }, 0));
});
