// @ts-check
// The manifest of a secret ballot: what all envelopes are bound to. The tablet reads it before it seals anything, so that
// nobody is shown one question and bound to another. Pure.
import { bytesToHex, sha256 } from '../vendor/noble.module.js';
import { utf8 } from './bytes.js';
import { canonicalText, parseCanonical } from './canonical.js';
import { itemsOf } from './items.js';
import { padLenOf } from './paper-index.js';
import { SUITE_ID } from './seal.js';

/** @typedef {import('./frames.js').Ballot} Ballot */
/**
 * Why a manifest is not the one of the ballot on the screen; the first that differs. `unreadable`: not canonical JSON of
 * the known shape; `version`: of a suite or version this face does not know.
 * @typedef {'unreadable'|'version'|'sitting'|'ballot'|'title'|'rows'|'grades'|'limits'|'rules'|'pad_len'} Mismatch
 */
/** @typedef {{hash: string, code: string, mismatch?: undefined}|{mismatch: Mismatch, hash?: undefined, code?: undefined}} ManifestReading */

const VERSION = 1;
const CODE_DIGITS = 8;

/** The first digits of a hash for people to compare: `XXXX XXXX`. @param {string} hash hex */
export const shortCode = (hash) => (/** @type {RegExpMatchArray} */ (hash.slice(0, CODE_DIGITS).toUpperCase().match(/.{4}/g))).join(' ');

/**
 * The hash (hex) and the short code of a manifest that says what the tablet shows; else what differs, and nothing to
 * seal with.
 * @param {string} text exactly as it came
 * @param {{ballot: Ballot, sitting: string}} expected the view of the ballot, and the id of the sitting
 * @returns {ManifestReading}
 */
export function readManifest(text, expected) {
  /** @type {Mismatch|undefined} */
  let mismatch;
  try {
    mismatch = mismatchOf(parseCanonical(text), expected);
  } catch {
    mismatch = 'unreadable';
  }
  if (mismatch) return { mismatch };
  const hash = bytesToHex(sha256(utf8(text)));
  return { hash, code: shortCode(hash) };
}

/** @param {any} manifest @param {{ballot: Ballot, sitting: string}} expected @returns {Mismatch|undefined} */
function mismatchOf(manifest, { ballot, sitting }) {
  const { sheet } = manifest;
  const { form } = sheet;
  /** @type {[Mismatch, unknown, unknown][]} */
  const pairs = [
    ['version', [manifest.v, manifest.suite], [VERSION, SUITE_ID]],
    ['sitting', manifest.sitting, sitting],
    ['ballot', [manifest.ballot, sheet.number, sheet.round, sheet.kind], [ballot.id, ballot.number, ballot.round, ballot.kind]],
    ['title', sheet.title, ballot.title],
    ['rows', [form.form, form.rows ?? form.options ?? form.questions], [ballot.form.kind, itemsOf(ballot)]],
    ['grades', gradesOf(form), gradesOf(ballot.form)],
    ['limits', limitsOf(form), limitsOf(ballot.form)],
    ['rules', rulesOf(sheet.rules), rulesOf({ ...ballot, wording: ballot.rule })],
    ['pad_len', manifest.pad_len, padLenOf(ballot.form)],
  ];
  return pairs.find(([, said, shown]) => canonicalText(said) !== canonicalText(shown))?.[0];
}

/** The sheet has more about a grade than the screen: what it is worth. @param {any} form */
const gradesOf = ({ grades = null }) =>
  grades?.map((/** @type {any} */ { id, zh, en, shape, role }) => ({ id, zh, en, shape, role })) ?? null;

/** @param {any} form */
const limitsOf = ({
  blank_rows = null, quotas = null, criteria = null, all_equal = null, min = null, max = null, step = null, decimals = null, bands = null, labels = null,
  max_chars = null,
  crosses = false, write_ins = null,
}) => ({ blank_rows, quotas, criteria, all_equal, min, max, step, decimals, bands, labels, max_chars, crosses, write_ins });

/** Whoever votes is told by these what becomes of the vote. @param {any} rules */
const rulesOf = ({
  secrecy, change_of_vote, wording, binding, show_while_open = null, live_tally_in_secret = null, publish_papers = null, publish_names = null,
  casting = null, not_voted = null, groups = null,
}) =>
  ({ secrecy, casting, change_of_vote, wording, binding, show_while_open, live_tally_in_secret, publish_papers, publish_names, not_voted, groups });
