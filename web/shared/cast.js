// @ts-check
// The vote that is on its way. It keeps its cast_id from the tap until the server answers: through lost links, reloads
// and refusals that say "try again". Sending the same cast_id again is harmless, so it is sent until the fate is known.
//
// Of a secret ballot only the sealed envelope comes here, so only it is kept on the device.
import { keep, recall } from './storage.js';
import { signal } from './ui.js';
import { uuid } from './uuid.js';

/** @typedef {import('./frames.js').Paper} Paper */
/** @typedef {{paper: Paper, content: string}} Plain content: SHA-256 of what is put into the box, which the receipt names */
/** @typedef {{revision: number, envelope: string, content: string}} Sealed */
/** @typedef {{ballot: string, cast_id: string} & (Plain|Sealed)} Pending */
/**
 * @typedef {{ballot: string, receipt?: import('./frames.js').Receipt, refusal?: import('./frames.js').Refusal,
 *   paper: Paper|null, content: string}} Outcome
 */

/** Votes on their way at once: one ballot is open at a time, so more than these means old ones nobody asks about. */
const PENDING_MAX = 4;
const AGAIN_MS = { min: 700, max: 8_000 };

/**
 * @param {object} options
 * @param {(type: string, fields: object) => Promise<import('./frames.js').Answer>} options.request
 * @param {string} options.key where the pending votes are kept on the device
 * @param {(outcome: Outcome) => void} options.onOutcome once for each vote, when its fate is known
 * @param {{setTimeout: Function, clearTimeout: Function}} [options.timers]
 * @param {() => number} [options.random]
 * @param {() => string} [options.newId]
 */
export function castKeeper({ request, key, onOutcome, timers = globalThis, random = Math.random, newId = uuid }) {
  const pending = signal(/** @type {Record<string, Pending>} */ (read(key)));
  /** @type {Set<string>} cast_ids that wait for an answer now */
  const asking = new Set();
  /** @type {any} */
  let timer = null;
  let tries = 0;

  function write(/** @type {Record<string, Pending>} */ next) {
    pending.value = next;
    keep(key, Object.keys(next).length ? JSON.stringify(next) : null);
  }

  /** @param {Pending} vote */
  async function ask(vote) {
    if (asking.has(vote.cast_id)) return;
    asking.add(vote.cast_id);
    const { content: _, ...fields } = vote;
    const answer = await request('envelope' in vote ? 'cast_sealed' : 'cast', fields).catch(() => null);
    asking.delete(vote.cast_id);
    if (pending.value[vote.ballot]?.cast_id !== vote.cast_id) return;
    if (answer && (answer.ok || !answer.refusal?.retry)) return settle(vote, answer);
    tries += 1;
    timers.clearTimeout(timer);
    const bound = Math.min(AGAIN_MS.max, AGAIN_MS.min * 2 ** Math.min(tries, 8));
    timer = timers.setTimeout(resend, AGAIN_MS.min + random() * (bound - AGAIN_MS.min));
  }

  /** @param {Pending} vote @param {import('./frames.js').Answer} answer */
  function settle(vote, { receipt, refusal }) {
    tries = 0;
    const { [vote.ballot]: _, ...rest } = pending.value;
    write(rest);
    const paper = 'paper' in vote ? vote.paper : null;
    onOutcome({ ballot: vote.ballot, paper, content: vote.content, ...(receipt ? { receipt } : { refusal }) });
  }

  function resend() {
    for (const vote of Object.values(pending.value)) ask(vote);
  }

  return {
    /** The votes on their way, by ballot. */
    pending,
    /** @param {string} ballot @param {Plain|Sealed} filled */
    submit(ballot, filled) {
      if (pending.value[ballot]) return;
      const vote = { ballot, cast_id: newId(), ...filled };
      const newest = Object.entries(pending.value).slice(1 - PENDING_MAX);
      write({ ...Object.fromEntries(newest), [ballot]: vote });
      ask(vote);
    },
    /** To be called whenever the link is online again. */
    resend,
    /** The person went on at another device: what this one still had to send is theirs no longer. */
    forget() { timers.clearTimeout(timer); write({}); },
  };
}

/** @param {string} key */
function read(key) {
  try { return JSON.parse(recall(key) ?? '{}') ?? {}; } catch { return {}; }
}
