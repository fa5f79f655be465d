// @ts-check
// Asks the server for one entry of the record and its proof, until a signed state of the record holds it.
import { check } from './proof.js';

/** @typedef {import('../shared/record-link.js').Entry} Entry */
/** @typedef {import('./proof.js').Finding} Finding */
/** @typedef {import('../shared/receipts.js').Kept} Kept */
/**
 * `looking`: the first answer is not there yet. `late`: still without a signed state after all tries. `unknown`: no such
 * entry. `offline`: the server could not be reached or did not answer. `content`: the entry holds another paper than the
 * receipt of this device.
 * @typedef {Finding | {kind: 'looking'|'unknown'|'offline'} | {kind: 'late', cast: import('./proof.js').Cast}
 *   | {kind: 'wrong', why: 'content'}} Step
 */

/** A checkpoint comes at least every ten seconds while a ballot is open. */
export const AGAIN_MS = 2_000;
export const TRIES_MAX = 30;

/** @param {Entry} entry */
const addressOf = ({ sitting, seq, cast_id }) => `/api/sittings/${sitting}/record/${seq}?cast_id=${cast_id}`;

/**
 * @param {Entry} entry
 * @param {object} options
 * @param {(step: Step) => void} options.onStep
 * @param {Kept|null} [options.kept] the receipt on this device, if it is the one that cast the vote
 * @param {(url: string, init: object) => Promise<{status: number, ok: boolean, json: () => Promise<any>}>} [options.get]
 * @param {(ms: number) => Promise<void>} [options.wait]
 * @param {() => boolean} [options.stopped] the person went on to another entry
 */
export async function lookUp(entry, { onStep, kept = null, get = fetch, wait = pause, stopped = () => false }) {
  onStep({ kind: 'looking' });
  for (let tries = 1; !stopped(); tries += 1) {
    const step = await ask(entry, kept, get);
    if (stopped()) return;
    if (step.kind === 'pending' && tries >= TRIES_MAX) return onStep({ ...step, kind: 'late' });
    onStep(step);
    if (step.kind !== 'pending') return;
    await wait(AGAIN_MS);
  }
}

/** @param {Entry} entry @param {Kept|null} kept @param {NonNullable<Parameters<typeof lookUp>[1]['get']>} get @returns {Promise<Step>} */
async function ask(entry, kept, get) {
  const response = await get(addressOf(entry), { cache: 'no-store', credentials: 'omit' }).catch(() => null);
  if (response?.status === 404) return { kind: 'unknown' };
  if (!response?.ok) return { kind: 'offline' };
  const answer = await response.json().catch(() => null);
  const finding = check(answer, entry);
  if (finding.kind !== 'wrong' && kept?.content && kept.content !== finding.cast.content) return { kind: 'wrong', why: 'content' };
  // The title is no part of the entry: words to find one's way by, nothing that is proved.
  const title = answer?.ballot?.title;
  const told = { ...(typeof title === 'string' ? { title } : {}), rehearsal: answer?.rehearsal === true };
  if (finding.kind !== 'wrong') return { ...finding, cast: { ...finding.cast, ...told } };
  return finding;
}

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
