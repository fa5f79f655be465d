// @ts-check
// What this tablet makes of the seal of a secret ballot, and the envelope of a paper under it.
import { bytesToHex, sha256 } from '../vendor/noble.module.js';
import { utf8 } from '../shared/bytes.js';
import { readManifest } from '../shared/manifest.js';
import { indexPaper, padLenOf, paperText } from '../shared/paper-index.js';
import { sealPaper } from '../shared/seal.js';
import { sentPaper } from './entries.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Paper} Paper */
/**
 * @typedef {{code: string, mismatch?: undefined}|{mismatch: string, code?: undefined}} SealReading
 *   code: for people to compare; mismatch: the first thing that is not as the screen shows it
 */

/** @type {WeakMap<Ballot, {sitting: string, reading: SealReading|null}>} a view never changes, so it is read once */
const known = new WeakMap();

/**
 * Null for a ballot that has no seal: recorded, or not opened yet.
 * @param {Ballot} ballot @param {string} sitting @returns {SealReading|null}
 */
export function readSeal(ballot, sitting) {
  if (ballot.secrecy !== 'secret' || ballot.opened_at_ms === null) return null;
  const before = known.get(ballot);
  if (before?.sitting === sitting) return before.reading;
  const reading = readingOf(ballot, sitting);
  known.set(ballot, { sitting, reading });
  return reading;
}

/** @param {Ballot} ballot @param {string} sitting @returns {SealReading} */
function readingOf(ballot, sitting) {
  const { seal } = ballot;
  if (!seal || typeof seal.manifest !== 'string') return { mismatch: 'missing' };
  const { mismatch, hash, code } = readManifest(seal.manifest, { ballot, sitting });
  if (mismatch) return { mismatch };
  // The code is of the text that was read, never the one that came with it.
  return hash === seal.hash ? { code: /** @type {string} */ (code) } : { mismatch: 'hash' };
}

/**
 * Throws where the seal does not fit the screen, or nothing can be sealed under its key.
 * @param {{ballot: Ballot, sitting: string, delegate: string, revision: number, paper: Paper}} filled
 * @returns {import('../shared/cast.js').Sealed}
 */
export function sealed({ ballot, sitting, delegate, revision, paper }) {
  const { seal } = ballot;
  const reading = readSeal(ballot, sitting);
  if (!seal || typeof seal.manifest !== 'string' || reading?.code === undefined) throw new Error('the seal does not fit');
  const { envelope, hash } = sealPaper({
    publicKey: seal.public_key, manifest: seal.manifest, ballot: ballot.id, delegate, revision,
    padLen: padLenOf(ballot.form), paper: indexPaper(ballot.form, sentPaper(paper)),
  });
  return { revision, envelope, content: hash };
}

/** The paper of a recorded ballot as it is sent. @param {Ballot} ballot @param {Paper} paper @returns {import('../shared/cast.js').Plain} */
export const plain = ({ form }, paper) => ({ paper: sentPaper(paper), content: bytesToHex(sha256(utf8(paperText(indexPaper(form, sentPaper(paper)))))) });
