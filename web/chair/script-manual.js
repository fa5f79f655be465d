// @ts-check
// What the chair reads aloud around hands and papers (主持词).
import { t } from '../shared/words.js';
import { stepOf } from '../shared/manual.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */

/** @param {Ballot} ballot @returns {string[]} */
export function methodScript({ casting, secrecy }) {
  switch (casting) {
    case 'hands': return [t('script.hands')];
    case 'paper': return [t('script.paper'), t(`script.${secrecy}`)];
    case 'mixed': return [t('script.mixed'), t(`script.${secrecy}`)];
    default: return [t(`script.${secrecy}`)];
  }
}

/** While it is open. @param {Ballot} ballot @returns {string[]} */
export function openByPeople({ casting, manual }) {
  if (casting === 'hands') return [t('script.hands_ask'), t('script.hands_consent')];
  if (casting === 'mixed') return [t('script.mixed'), t('script.paper_fill')];
  const { reported, signed_in = 0 } = manual ?? {};
  return typeof reported === 'number'
    ? [t('script.paper_issued', { issued: reported, signed_in }), t('script.paper_fill')] : [t('script.paper_hand_out')];
}

/** After the close. @param {Ballot} ballot @returns {string[]} */
export function counting(ballot) {
  const step = stepOf(ballot);
  if (ballot.write_ins?.waiting) return [t('script.ruling')];
  if (step === null) return [t('script.closed')];
  if (ballot.casting === 'hands') return [t('script.hands_counting')];
  const accounts = ballot.manual?.accounts?.entry;
  const read = accounts?.kind === 'accounts' ? [t('script.paper_accounts', { issued: accounts.issued, returned: accounts.returned })] : [];
  return [...read, t(step === 'papers' ? 'script.paper_counting' : 'script.closed')];
}
