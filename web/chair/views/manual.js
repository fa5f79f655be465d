// @ts-check
// Hands and papers at the chair's table: how far the people who count are, the channels of a count, and what the chair may
// change over to when the tablets fail.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { channelLines, differenceWords, remarkLines } from '../../shared/manual.js';
import { fallbacks, isKeyLost } from '../acts.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/** @param {{ballot: Ballot, on: boolean, press: (act: string) => void}} props */
export function Fallback({ ballot, on, press }) {
  const ways = isKeyLost(ballot) ? [] : fallbacks(ballot);
  if (ways.length === 0) return null;
  return html`<div class="fallback" role="group">${ways.map((casting) => html`<button key=${casting} class="button button-small" type="button"
    disabled=${!on} onClick=${() => press(`to_${casting}`)}>${t(`act.to_${casting}`)}</button>`)}</div>`;
}

/** @param {{ballot: Ballot}} props */
export function ManualState({ ballot }) {
  const { manual } = ballot;
  const accounts = manual?.accounts?.entry;
  const explained = (manual?.differences ?? []).filter((difference) => difference.explained !== null);
  const lines = [
    (manual?.on_paper ?? 0) > 0 && ballot.phase !== 'closed' && t('manual.on_paper', { n: manual?.on_paper ?? 0 }),
    accounts?.kind === 'accounts' && !ballot.count && t('manual.sheet', { ...accounts, left_over: manual?.accounts?.left_over ?? 0 }),
    ...explained.map((difference) => `${differenceWords(ballot, difference)} · ${t('manual.explained', { text: difference.explained ?? '' })}`),
    ...channelLines(ballot), ...remarkLines(ballot),
  ].filter(Boolean);
  return lines.length === 0 ? null : html`<div class="manual-state">${lines.map((line) => html`<p class="note" key=${line}>${line}</p>`)}</div>`;
}
