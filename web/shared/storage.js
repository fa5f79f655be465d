// @ts-check
// localStorage that may be full, forbidden or absent: a face works without it and then only forgets on reload.

const shelf = () => {
  try { return globalThis.localStorage ?? null; } catch { return null; }
};

/** @param {string} key @returns {string|null} */
export function recall(key) {
  try { return shelf()?.getItem(key) ?? null; } catch { return null; }
}

/** @param {string} key @param {string|null} value null removes */
export function keep(key, value) {
  try {
    if (value === null) shelf()?.removeItem(key);
    else shelf()?.setItem(key, value);
  } catch { /* full: the page still holds it in memory */ }
}
