// @ts-check
// The address of one's own entry in the record, as it stands in the QR code of a receipt. All that it says is behind the
// `#`, so that no server and no log on the way is told which entry somebody looked for. Pure.

/** @typedef {{sitting: string, seq: number, hash: string, cast_id: string}} Entry a vote in the record: its place, the hash of the record in hex, and the act, whose id nobody else knows */

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ENTRY = new RegExp(`^#?(${UUID})\\.(0|[1-9]\\d{0,15})\\.([0-9a-f]{64})\\.(${UUID})$`);

/** @param {string} origin @param {Entry} entry */
export const recordLink = (origin, { sitting, seq, hash, cast_id }) => `${origin}/record#${sitting}.${seq}.${hash}.${cast_id}`;

/** @param {string} fragment with or without its `#` @returns {Entry|null} */
export function readFragment(fragment) {
  const [, sitting, seq, hash, cast_id] = ENTRY.exec(fragment) ?? [];
  return hash && Number.isSafeInteger(Number(seq)) ? { sitting, seq: Number(seq), hash, cast_id } : null;
}
