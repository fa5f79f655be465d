// A motion, a secret ballot, an own view and a snapshot, for the tests of this face.
import { bytesToHex, sha256 } from '../../vendor/noble.module.js';
import { utf8 } from '../../shared/bytes.js';
import { deriveKeyPair, open } from '../../shared/hpke.js';
import { shortCode } from '../../shared/manifest.js';
import { padLenOf } from '../../shared/paper-index.js';
import { additionalData } from '../../shared/seal.js';
import { manifestText, SITTING, secretBallot } from '../../shared/tests/secret-ballot.js';

const GRADES = [['yes', '赞成', 'For', 'circle', 'for'], ['no', '反对', 'Against', 'cross', 'against'], ['abstain', '弃权', 'Abstain', 'triangle', 'abstain']]
  .map(([id, zh, en, shape, role]) => ({ id, zh, en, shape, role }));
const FORM = { kind: 'marks', rows: [{ id: '1', title: '示例决议（草案）', note: '', details: [] }], grades: GRADES, blank_rows: 'refused', quotas: [] };
const LIFE = { phase: 'open', opened_at_ms: 1, deadline_ms: null, suspension: null, count: null, void_reason: null };

export const ballot = (over = {}) => ({
  id: 'b', number: 1, round: 1, title: '示例决议（草案）', kind: 'motion_vote', secrecy: 'recorded', change_of_vote: 'last_wins',
  form: FORM, ...LIFE, ...over,
});

export const KEYS = deriveKeyPair(new Uint8Array(32).fill(9));
/** A secret ballot that is open, with its seal. `seal` changes the seal, `over` the view only. */
export function secret({ form = FORM, seal = {}, ...over } = {}) {
  const view = { ...secretBallot(form), ...LIFE };
  const manifest = manifestText(view);
  const hash = bytesToHex(sha256(utf8(manifest)));
  return {
    ...view, ...over,
    seal: { suite: 1, public_key: bytesToHex(KEYS.publicKey), pad_len: padLenOf(form), hash, code: shortCode(hash), manifest, ...seal },
  };
}
/** The paper in an envelope of that ballot. */
export function unseal({ envelope, revision }, { id, seal }, delegate) {
  const aad = additionalData(sha256(utf8(seal.manifest)), { ballot: id, delegate, revision });
  const padded = open({ secretKey: KEYS.secretKey, info: utf8('plenum envelope 1'), aad, sealed: new Uint8Array(Buffer.from(envelope, 'base64url')) });
  return JSON.parse(new TextDecoder().decode(padded.subarray(2, 2 + 256 * padded[0] + padded[1])));
}

export const own = (over = {}) => ({ ballot: 'b', present: true, may_vote: true, reason: null, vote: null, ...over });
export const vote = (paper, over = {}) => ({ paper, cast_id: 'c', revision: 1, seq: 9, at_ms: 1, hash: 'h', ...over });
export const push = (topic, seq, data) => ({ type: 'push', topic, at: { epoch: 'e', seq }, data });
export const snapshot = (ballots, mine, over = {}) => push('snapshot', 5, {
  now_ms: 1, sitting: { id: SITTING, title: '示例会议' }, agenda: [], ballots, stage: ballots[0]?.id ?? null, attendance: null, turnout: null,
  tally: null, own: mine, presence: null, record: null, roster: null, ...over,
});
