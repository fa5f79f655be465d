// @ts-check
// The server's time on this face. The device's own clock is never shown: only how far it has run since the server spoke.
import { signal } from './ui.js';

/** A new reading that differs by less than this is network noise, and would only make the countdown stutter. */
const NOISE_MS = 100;
const SECOND_MS = 1000;

/**
 * @param {{local?: () => number, timers?: {setTimeout: Function, clearTimeout: Function}}} [options]
 */
export function serverClock({ local = () => performance.now(), timers = globalThis } = {}) {
  let ahead = Date.now() - local();
  let phase = 0;
  let synced = false;
  /** @type {any} */
  let timer = null;
  const now = () => local() + ahead;
  /** Server time in ms, moved once a second; on the beat of the deadline given to `alignTo`. */
  const tick = signal(now());

  function beat() {
    const at = now();
    const into = (((at - phase) % SECOND_MS) + SECOND_MS) % SECOND_MS;
    tick.value = Math.round(at - into);
    timers.clearTimeout(timer);
    timer = timers.setTimeout(beat, SECOND_MS - into + 1);
    timer?.unref?.();
  }
  beat();

  return {
    now,
    tick,
    /** @param {number} now_ms the server's time @param {number} [round_trip_ms] how long the question took */
    sync(now_ms, round_trip_ms = 0) {
      const next = now_ms + round_trip_ms / 2 - local();
      if (synced && Math.abs(next - ahead) < NOISE_MS) return;
      [ahead, synced] = [next, true];
      beat();
    },
    /** Makes the second turn where this deadline's seconds turn. @param {number|null|undefined} deadline_ms */
    alignTo(deadline_ms) {
      const next = deadline_ms ? deadline_ms % SECOND_MS : 0;
      if (next !== phase) { phase = next; beat(); }
    },
    stop: () => timers.clearTimeout(timer),
  };
}

/** Whole seconds left, never negative; a begun second counts. @param {number} ms */
export const secondsLeft = (ms) => Math.max(0, Math.ceil(ms / SECOND_MS));

/** `m:ss` of a span. @param {number} ms */
export function remainingText(ms) {
  const seconds = secondsLeft(ms);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `MM-DD HH:MM` in the hall's time zone, which is the device's. @param {number} ms */
export function dayText(ms) {
  const at = new Date(ms);
  const [month, day, hour, minute] = [at.getMonth() + 1, at.getDate(), at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, '0'));
  return `${month}-${day} ${hour}:${minute}`;
}

/** `HH:MM:SS` in the hall's time zone, which is the device's. @param {number} ms */
export function timeText(ms) {
  const at = new Date(ms);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((n) => String(n).padStart(2, '0')).join(':');
}
