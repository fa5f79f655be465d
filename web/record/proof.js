// @ts-check
// What the server answered about one entry of the record, checked here and believed no further than it is proved. Pure.
import { bytesToHex, hexToBytes, sha256 } from '../vendor/noble.module.js';
import { fromBase64url, utf8 } from '../shared/bytes.js';
import { canonicalText, parseCanonical } from '../shared/canonical.js';
import { leafHash, rootFrom } from '../shared/merkle.js';
import { checkpointText, isSigned } from '../shared/signatures.js';
import { anchorWords } from './anchor-words.js';

/** @typedef {import('../shared/record-link.js').Entry} Entry */
/** @typedef {import('../shared/signatures.js').Checkpoint} Checkpoint */
/** @typedef {{ballot: string, secret: boolean, revision: number, at_ms: number, content: string, title?: string, rehearsal?: boolean}} Cast the vote in the entry */
/** @typedef {{size: number, key: string, words: {zh: string[], en: string[]}}} Proved the state of the record that holds it */
/**
 * `pending`: no signed state of the record reaches the entry yet. `why` is the first thing that is wrong: `answer`: it
 * cannot be read; `hash`: other bytes than the receipt names; `entry`: not this act, or of another place or sitting;
 * `proof`: not in the record; `signature`: the record is not signed.
 * @typedef {{kind: 'included', cast: Cast, proved: Proved} | {kind: 'pending', cast: Cast}
 *   | {kind: 'wrong', why: 'answer'|'hash'|'entry'|'proof'|'signature'}} Finding
 */

/** Events that are votes: of a secret and of a recorded ballot. */
const VOTES = ['envelope_cast', 'vote_cast'];
const HASH = /^[0-9a-f]{64}$/;

/** @param {'answer'|'hash'|'entry'|'proof'|'signature'} why @returns {Finding} */
const wrong = (why) => ({ kind: 'wrong', why });

/**
 * @param {any} answer of the server: record, checkpoint, proof
 * @param {Entry} entry that was asked for
 * @returns {Finding}
 */
export function check(answer, entry) {
  const { record, checkpoint = null, proof = null } = answer ?? {};
  if (typeof record !== 'string') return wrong('answer');
  const bytes = utf8(record);
  if (bytesToHex(sha256(bytes)) !== entry.hash) return wrong('hash');
  const cast = castIn(record, entry);
  if (!cast) return wrong('entry');
  if (checkpoint === null || proof === null) return { kind: 'pending', cast };
  const { size, root, key, signature } = checkpoint;
  if (!Number.isSafeInteger(size) || !HASH.test(root) || !Array.isArray(proof) || !proof.every((hash) => HASH.test(hash))) return wrong('answer');
  const found = rootFrom({ index: entry.seq, size, leaf: leafHash(bytes), path: proof.map((hash) => hexToBytes(hash)) });
  if (!found || bytesToHex(found) !== root) return wrong('proof');
  if (!isSigned({ key, signature, text: checkpointText(entry.sitting, checkpoint) })) return wrong('signature');
  return { kind: 'included', cast, proved: { size, key, words: anchorWords(root) } };
}

/** @param {string} record @param {Entry} entry @returns {Cast|null} */
function castIn(record, { sitting, seq, cast_id }) {
  try {
    const { event, at_ms, ...head } = parseCanonical(record);
    if (head.sitting !== sitting || head.seq !== seq || !VOTES.includes(event.type) || event.cast_id !== cast_id) return null;
    const secret = event.type === 'envelope_cast';
    const content = secret ? fromBase64url(event.envelope) : utf8(canonicalText(event.paper));
    return { ballot: event.ballot, secret, revision: event.revision, at_ms, content: bytesToHex(sha256(content)) };
  } catch {
    return null;
  }
}
