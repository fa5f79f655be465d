// @ts-check
// Hands and papers as every face speaks of them: how votes are given, and how far the people who count are.
import { secrecyWord } from './ballot-words.js';
import { say, t } from './words.js';

/** @typedef {import('./frames.js').Ballot} Ballot */
/** @typedef {'hands'|'accounts'|'explain'|'papers'|'done'|null} Step what the hall waits for */

/** Whether a tablet takes votes in this ballot. @param {Pick<Ballot, 'casting'>} ballot */
export const takesTablets = ({ casting }) => casting !== 'hands' && casting !== 'paper';
/** Whether people count in this ballot. @param {Pick<Ballot, 'casting'>} ballot */
export const byPeople = ({ casting }) => (casting ?? 'tablet') !== 'tablet';

/** 举手表决; 纸质票 · 无记名; 无记名 for tablets. @param {Ballot} ballot */
export function methodWord(ballot) {
  const { casting } = ballot;
  if (casting === 'hands') return t('casting.hands');
  const secret = secrecyWord(ballot);
  return byPeople({ casting }) ? `${t(`casting.${casting}`)} · ${secret}` : secret;
}

/** What is to be entered or explained now; staff alone are told. @param {Ballot} ballot @returns {Step} */
export function stepOf({ casting, phase, manual }) {
  if (!byPeople({ casting }) || phase !== 'closed' || !manual?.counted) return null;
  if (casting === 'hands') return manual.counted.confirmed ? 'done' : 'hands';
  if (!manual.accounts?.confirmed) return 'accounts';
  if (unexplained({ manual }).length > 0) return 'explain';
  return manual.counted.confirmed ? 'done' : 'papers';
}

/** Differences that nobody has explained. @param {Pick<Ballot, 'manual'>} ballot */
export const unexplained = ({ manual }) => (manual?.differences ?? []).filter((difference) => difference.explained === null);

/** Which number stands against those who signed in. @param {NonNullable<Ballot['manual']>} manual @param {'issued'|'returned'} about */
function foundIn(manual, about) {
  const entry = manual.accounts?.entry;
  return entry?.kind === 'accounts' ? entry[about] : manual.reported;
}

/** A difference in words, with its two numbers. @param {Ballot} ballot @param {import('./frames.js').Difference} difference */
export function differenceWords({ manual }, difference) {
  if (!manual) return '';
  return t('manual.differs', { what: say(difference), found: foundIn(manual, difference.about) ?? '–', signed_in: manual.signed_in ?? '–' });
}

/** Why a ballot is void, in the language of the face. @param {Ballot} ballot */
export const voidWords = ({ void_cause: cause, void_reason: reason }) =>
  (cause === 'over_return' ? t('hall.over_return') : t('hall.void', { reason: reason || t('notice.no_reason') }));

/** The channels of a count, a line each. @param {Ballot} ballot @returns {string[]} */
export function channelLines({ count }) {
  const channels = count?.channels;
  if (!channels) return [];
  const { tablet, manual } = channels;
  const lines = tablet ? [`${t('manual.tablet')}：${t('manual.channel', tablet.papers)}`] : [];
  if (manual.kind === 'hands') lines.push(t('casting.hands'));
  if (manual.kind === 'consent') lines.push(`${t(`manual.${manual.method}`)}：${t('manual.not_counted')}`);
  if (manual.kind === 'papers') {
    lines.push(`${t('manual.paper')}：${t('manual.sheet', /** @type {any} */ (manual))}`);
    if (Object.values(manual.invalid).some((n) => n > 0)) lines.push(t('manual.reasons', manual.invalid));
  }
  return lines;
}

/** What was corrected, and what was said otherwise. @param {Ballot} ballot @returns {string[]} */
export function remarkLines({ manual }) {
  if (!manual) return [];
  return [
    ...manual.corrections.map((old) => t('manual.corrected', { seq: old.counted.seq, sentence: say(old.sentence), reason: old.reason })),
    ...manual.notes.map((note) => t('manual.noted', { text: note.text })),
  ];
}
