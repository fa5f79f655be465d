// A record with a vote in it, its proof and its signed state, made with the other library of this machine.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { canonicalText } from '../../shared/canonical.js';
import { checkpointText } from '../../shared/signatures.js';

export const SITTING = '0193a6f0-0000-7000-8000-000000000001';
export const CAST = '0193a6f0-0000-7000-8000-0000000000c1';
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const signer = generateKeyPairSync('ed25519');
const KEY = signer.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

export const ENVELOPE = Buffer.from('a sealed paper').toString('base64url');
export const envelopeCast = (over = {}) => ({ type: 'envelope_cast', ballot: 'b1', delegate: 'd1', cast_id: CAST, revision: 2, envelope: ENVELOPE, ...over });
export const recordOf = (event, over = {}) => canonicalText({ v: 1, sitting: SITTING, seq: 1, prev: '0'.repeat(64), at_ms: 1764000000000, by: 'delegate', event, ...over });

/** What the server answers for record 1 of three. `mend` changes parts of it afterwards. */
export function answerFor(record, mend = {}) {
  const leaf = (text) => sha256([0], text);
  const [first, third] = [leaf('first'), leaf('third')];
  const root = sha256([1], sha256([1], first, leaf(record)), third).toString('hex');
  const signed = { size: 3, root, ...mend.signed };
  const signature = sign(null, Buffer.from(checkpointText(SITTING, signed)), signer.privateKey).toString('hex');
  return {
    record, checkpoint: { ...signed, key: KEY, signature, note: '', ...mend.checkpoint }, proof: [first.toString('hex'), third.toString('hex')], ...mend.answer,
  };
}
export const entryOf = (record, over = {}) => ({ sitting: SITTING, seq: 1, hash: sha256(record).toString('hex'), cast_id: CAST, ...over });
export const hashOf = (...parts) => sha256(...parts).toString('hex');
