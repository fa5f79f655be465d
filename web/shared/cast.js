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
/** @typedef {Plain & {type: 'cast_for', principal: string}} ForPrincipal a holder casts for one who gave a proxy */
/** @typedef {{type: 'cast_split', shares: {paper: Paper, count: number}[], content: string}} Split one act for every mandate held */
/** @typedef {Plain|Sealed|ForPrincipal|Split} Filled */
/** @typedef {{ballot: string, cast_id: string} & Filled} Pending */
/**
 * @typedef {{ballot: string, slot: string, receipt?: import('./frames.js').Receipt, refusal?: import('./frames.js').Refusal,
 *   paper: Paper|null, content: string}} Outcome
 */

/** Votes on their way at once: one ballot is open at a time, so more than these means old ones nobody asks about. */
const PENDING_MAX = 4;
/** The slot of a vote: one is on its way for each. A ballot is the slot of the own vote in it. @param {string} ballot @param {string} principal */
export const slotFor = (ballot, principal) => `${ballot}/${principal}`;
/** The slot of an act for every mandate held. @param {string} ballot */
export const splitSlot = (ballot) => `${ballot}/*`;

/** @param {string} slot */
export const ballotOf = (slot) => slot.split('/')[0];

/** @param {{ballot: string} & Filled} vote */
function slotOf(vote) {
  if (!('type' in vote)) return vote.ballot;
  return vote.type === 'cast_for' ? slotFor(vote.ballot, vote.principal) : splitSlot(vote.ballot);
}

const AGAIN_MS = { min: 700, max: 8_000 };

/**
 * @param {object} options
 * @param {(type: string, fields: object) => Promise<import('./frames.js').Answer>} options.request
 * @param {string} options.key where the pending votes are kept on the device
 * @param {(outcome: Outcome) => void} options.onOutcome once for each vote, when its fate is known
 * @param {{setTimeout: Function, clearTimeout: Function}} [options.timers]
 * @param {() => number} [options.random]
 * @param {() => string} [options.newId]
 * @param {number} [options.max] votes on their way at once; the oldest goes when one more comes
 */
export function castKeeper({ request, key, onOutcome, timers = globalThis, random = Math.random, newId = uuid, max = PENDING_MAX }) {
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
    const { content: _, type = 'envelope' in vote ? 'cast_sealed' : 'cast', ...fields } = /** @type {any} */ (vote);
    const answer = await request(type, fields).catch(() => null);
    asking.delete(vote.cast_id);
    if (pending.value[slotOf(vote)]?.cast_id !== vote.cast_id) return;
    if (answer && (answer.ok || !answer.refusal?.retry)) return settle(vote, answer);
    tries += 1;
    timers.clearTimeout(timer);
    const bound = Math.min(AGAIN_MS.max, AGAIN_MS.min * 2 ** Math.min(tries, 8));
    timer = timers.setTimeout(resend, AGAIN_MS.min + random() * (bound - AGAIN_MS.min));
  }

  /** @param {Pending} vote @param {import('./frames.js').Answer} answer */
  function settle(vote, { receipt, refusal }) {
    tries = 0;
    const slot = slotOf(vote);
    const { [slot]: _, ...rest } = pending.value;
    write(rest);
    const paper = 'paper' in vote ? vote.paper : null;
    onOutcome({ ballot: vote.ballot, slot, paper, content: vote.content, ...(receipt ? { receipt } : { refusal }) });
  }

  function resend() {
    for (const vote of Object.values(pending.value)) ask(vote);
  }

  return {
    /** The votes on their way, by slot. */
    pending,
    /** @param {string} ballot @param {Filled} filled */
    submit(ballot, filled) {
      const vote = { ballot, cast_id: newId(), ...filled };
      const slot = slotOf(vote);
      if (pending.value[slot]) return;
      const newest = Object.entries(pending.value).slice(1 - max);
      write({ ...Object.fromEntries(newest), [slot]: vote });
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
