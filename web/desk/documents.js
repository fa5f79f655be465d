// @ts-check
// Documents of a ballot: a file is hashed here and stays here; its title, version and hash are pinned.
import { bytesToHex, sha256 } from '../vendor/noble.module.js';
import { t } from '../shared/words.js';

/** @typedef {import('../shared/frames.js').PinnedDocument} PinnedDocument */

/** Bounds of the server, and of what a browser hashes in a moment. */
export const DOCUMENTS_MAX = 10;
export const FILE_BYTES_MAX = 100 * 1024 * 1024;

/** The name of a file as a title. @param {string} name */
export const titleOf = (name) => name.replace(/\.[^.]{1,5}$/, '').trim();

/** @param {Uint8Array} bytes @param {string} name @returns {PinnedDocument} */
export const pin = (bytes, name) => ({ title: titleOf(name), version: t('agenda.first_version'), sha256: bytesToHex(sha256(bytes)) });

/** What is missing or wrong, in words. @param {PinnedDocument[]} documents @returns {string[]} */
export function documentProblems(documents) {
  const found = [];
  if (documents.length > DOCUMENTS_MAX) found.push(t('agenda.too_many', { max: DOCUMENTS_MAX }));
  if (documents.some(({ title, version }) => title.trim() === '' || version.trim() === '')) found.push(t('agenda.need_document'));
  const titles = documents.map(({ title }) => title.trim());
  const twice = titles.find((title, i) => title !== '' && titles.indexOf(title) !== i);
  if (twice) found.push(t('agenda.twice', { title: twice }));
  return found;
}
