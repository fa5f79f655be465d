// @ts-check
// Requests that wait for their answer: a ref for each, one answer for each, and a deadline.

/** @typedef {import('./frames.js').Answer} Answer */
/** @typedef {{kind: 'unknown'|'offline'|'busy'}} Unanswered `unknown`: it may or may not have happened */
/** @typedef {{setTimeout: Function, clearTimeout: Function}} Timers */

/** Requests that may wait at once; one more is refused with `busy`. */
export const PENDING_MAX = 32;
/** A request that is not answered by then has an unknown fate. */
export const ANSWER_WAIT_MS = 15_000;
const REF_MAX = 2 ** 31 - 1;

/** @param {{timers: Timers, now: () => number}} options */
export function requestTable({ timers, now }) {
  /** @type {Map<number, {resolve: (answer: Answer) => void, reject: (why: Unanswered) => void, timer: any, sent: number}>} */
  const pending = new Map();
  let lastRef = 0;

  return {
    /**
     * @param {any} socket
     * @param {string} type
     * @param {object} fields
     * @returns {Promise<Answer>}
     */
    send(socket, type, fields) {
      if (socket?.readyState !== 1) return Promise.reject({ kind: 'offline' });
      if (pending.size >= PENDING_MAX) return Promise.reject({ kind: 'busy' });
      lastRef = (lastRef % REF_MAX) + 1;
      const ref = lastRef;
      return new Promise((resolve, reject) => {
        const giveUp = () => { pending.delete(ref); reject({ kind: 'unknown' }); };
        pending.set(ref, { resolve, reject, timer: timers.setTimeout(giveUp, ANSWER_WAIT_MS), sent: now() });
        socket.send(JSON.stringify({ type, ref, ...fields }));
      });
    },
    /**
     * @param {Answer} answer
     * @returns {number|null} how long it took in ms; null for an answer that nobody waits for
     */
    settle(answer) {
      const waiting = pending.get(answer.ref);
      if (!waiting) return null;
      pending.delete(answer.ref);
      timers.clearTimeout(waiting.timer);
      waiting.resolve(answer);
      return now() - waiting.sent;
    },
    /** The socket died: the fate of all that was sent is unknown. */
    abandon() {
      for (const waiting of pending.values()) {
        timers.clearTimeout(waiting.timer);
        waiting.reject({ kind: 'unknown' });
      }
      pending.clear();
    },
  };
}
