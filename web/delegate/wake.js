// @ts-check
// Keeps the tablet's screen on while the page is shown, where the browser can (it needs TLS).

export function keepAwake() {
  const lock = () => {
    if (document.visibilityState !== 'visible') return;
    /** @type {any} */ (navigator).wakeLock?.request('screen').catch(() => { /* low battery: the browser may refuse */ });
  };
  document.addEventListener('visibilitychange', lock);
  lock();
}
