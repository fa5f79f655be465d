// @ts-check
// What the numbers of the protocol mean to a link: close codes, waiting times, addresses. No sockets here.

const FINAL = [1002, 1003, 1007, 1008, 1009];

/**
 * @param {number} code
 * @param {string} reason JSON `{"code", "retry_ms"}`, or anything
 * @returns {{final: boolean, retry_ms: number|undefined}}
 */
export function closing(code, reason) {
  const final = FINAL.includes(code) || (code >= 4500 && code <= 4999);
  let retry_ms;
  try { retry_ms = JSON.parse(reason)?.retry_ms; } catch { /* a close without our reason */ }
  return { final, retry_ms: typeof retry_ms === 'number' ? retry_ms : undefined };
}

/**
 * Full jitter between `min` and a bound that doubles with each attempt up to `max`; after a delay the server asked for,
 * only one `min` of jitter, so that a hall does not come back in one instant.
 * @param {number} attempt from 1
 * @param {{min: number, max: number}} bounds
 * @param {number|undefined} retry_ms
 * @param {number} random 0..1
 */
export function delayBefore(attempt, bounds, retry_ms, random) {
  if (retry_ms !== undefined && attempt === 1) return retry_ms + random * bounds.min;
  const bound = Math.min(bounds.max, bounds.min * 2 ** Math.min(attempt, 16));
  return bounds.min + random * Math.max(0, bound - bounds.min);
}

/** @param {import('./frames.js').Face} face */
export function socketUrl(face) {
  const at = globalThis.location;
  return at ? `${at.protocol === 'https:' ? 'wss' : 'ws'}://${at.host}/ws/${face}` : `ws://localhost/ws/${face}`;
}

/**
 * A browser does not say why an upgrade was refused, so the server is asked who this is.
 * @param {import('./frames.js').Face} face
 */
export async function looksSignedOut(face) {
  if (!globalThis.location) return false;
  const response = await fetch('/api/me', { headers: { 'Plenum-Face': face }, cache: 'no-store' });
  return response.status === 401;
}
