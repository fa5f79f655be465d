// @ts-check
// One WebSocket to the server, kept alive: silence noticed, reconnection with full jitter, final close codes obeyed.
// It knows the protocol's envelope and nothing of ballots.
import { closing, delayBefore, looksSignedOut, socketUrl } from './link-rules.js';
import { requestTable } from './requests.js';

/** @typedef {{state: 'connecting'|'online'|'lost'|'final', code?: number, since: number}} Status */

const PROTOCOL = 1;
/** Between two looks at the link. */
const BEAT_MS = 250;
/** From the first packet to the answered `hello`. */
const CONNECT_WAIT_MS = 12_000;
/** How often a face pings, and how long an unanswered ping means nothing. The screen must say so within 2.5 s. */
const PACE = { screen: { ping_ms: 1_000, answer_ms: 1_500 }, other: { ping_ms: 10_000, answer_ms: 12_000 } };

/**
 * @param {object} options
 * @param {import('./frames.js').Face} options.face
 * @param {(frame: any) => void} options.onFrame every welcome and push
 * @param {(status: Status) => void} options.onStatus
 * @param {() => import('./frames.js').Position|undefined} [options.resume] read at each connection
 * @param {(now_ms: number, round_trip_ms: number) => void} [options.onTime] the server's time, with each ping
 * @param {any} [options.WebSocketImpl]
 * @param {() => number} [options.now] ms of a clock that never goes back
 * @param {() => number} [options.random]
 * @param {import('./requests.js').Timers} [options.timers]
 * @param {() => Promise<boolean>} [options.signedOut] asked after a connection that never opened
 */
export function openLink(options) {
  const { face, onFrame, onStatus, resume, onTime, WebSocketImpl = globalThis.WebSocket } = options;
  const { now = () => performance.now(), random = Math.random, timers = globalThis } = options;
  const { signedOut = () => looksSignedOut(face) } = options;
  const pace = face === 'screen' ? PACE.screen : PACE.other;
  const requests = requestTable({ timers, now });
  /** @type {Status} */
  let status = { state: 'connecting', since: now() };
  let reconnect_ms = { min: 500, max: 8_000 };
  /** @type {any} */ let socket = null;
  /** @type {any} */ let beatTimer = null;
  /** @type {any} */ let retryTimer = null;
  /** @type {number|null} */ let asked = null;
  let [attempt, begun, pinged] = [0, 0, 0];

  /** @param {Status['state']} state @param {number} [code] */
  function tell(state, code) {
    if (status.state === state && state !== 'final') return;
    onStatus((status = code ? { state, code, since: now() } : { state, since: now() }));
  }

  function connect() {
    letGo();
    begun = now();
    const mine = new WebSocketImpl(socketUrl(face));
    socket = mine;
    mine.onopen = () => mine === socket && greet();
    mine.onmessage = (/** @type {any} */ event) => mine === socket && receive(event.data);
    mine.onclose = (/** @type {any} */ event) => mine === socket && ended(event.code, event.reason);
    beat();
  }

  function greet() {
    const at = resume?.();
    requests.send(socket, 'hello', at ? { protocol: PROTOCOL, resume: at } : { protocol: PROTOCOL }).then((answer) => {
      if (!answer.ok) return drop();
      [attempt, asked, pinged] = [0, null, 0];
      tell('online');
    }, () => {});
  }

  function receive(/** @type {string} */ text) {
    asked = null;
    let frame;
    try { frame = JSON.parse(text); } catch { return drop(); }
    if (frame.type === 'answer') {
      const round_trip_ms = requests.settle(frame);
      if (round_trip_ms !== null && frame.now_ms !== undefined) onTime?.(frame.now_ms, round_trip_ms);
      return;
    }
    if (frame.type === 'welcome') {
      if (frame.protocol !== PROTOCOL) return finish(4502);
      reconnect_ms = frame.reconnect_ms ?? reconnect_ms;
      onTime?.(frame.now_ms, 0);
    }
    onFrame(frame);
  }

  function ping() {
    pinged = now();
    asked ??= pinged;
    requests.send(socket, 'ping', {}).catch(() => {});
  }

  function beat() {
    beatTimer = timers.setTimeout(beat, BEAT_MS);
    const online = status.state === 'online';
    if (!online) return void (now() - begun >= CONNECT_WAIT_MS && drop());
    if (asked !== null && now() - asked >= pace.answer_ms) return drop();
    if (now() - pinged >= pace.ping_ms) ping();
  }

  function letGo() {
    const old = socket;
    socket = null;
    timers.clearTimeout(beatTimer);
    timers.clearTimeout(retryTimer);
    retryTimer = null;
    try { old?.close(1000); } catch { /* it is gone already */ }
    requests.abandon();
  }

  const finish = (/** @type {number} */ code) => { letGo(); tell('final', code); };

  function drop(/** @type {number|undefined} */ retry_ms = undefined) {
    letGo();
    tell('lost');
    attempt += 1;
    retryTimer = timers.setTimeout(connect, delayBefore(attempt, reconnect_ms, retry_ms, random()));
  }

  function ended(/** @type {number} */ code, /** @type {string} */ reason) {
    const { final, retry_ms } = closing(code, reason);
    if (final) return finish(code);
    drop(retry_ms);
    signedOut().then((yes) => yes && status.state === 'lost' && finish(4500), () => {});
  }

  /** The page was shown again or the network is back: do not wait for the timer. */
  function wake() {
    if (retryTimer !== null) connect();
    else if (status.state === 'online') ping();
  }
  const page = /** @type {any} */ (globalThis);
  const wakers = typeof page.addEventListener === 'function' ? ['online', 'pageshow', 'visibilitychange'] : [];
  for (const name of wakers) page.addEventListener(name, wake);

  onStatus(status);
  connect();
  return {
    /** @param {string} type @param {object} [fields] @returns {Promise<import('./frames.js').Answer>} */
    request: (type, fields = {}) => requests.send(status.state === 'online' ? socket : null, type, fields),
    /** Begins again, also after a final status: a person took the seat back. */
    reconnect() { attempt = 0; tell('connecting'); connect(); },
    close() {
      letGo();
      for (const name of wakers) page.removeEventListener(name, wake);
    },
  };
}
