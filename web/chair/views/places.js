// @ts-check
// Places at the chair's table: what was settled since the count, what is open, and what may be done about it.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { linkWord } from '../../shared/ballot-words.js';
import { followUps, followUpWords, openLines, settledLines, standingOf } from '../../shared/standing.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/** Sentences; for staff who may only look. @param {{ballot: Ballot}} props */
export function PlacesState({ ballot }) {
  const { link } = ballot;
  const follow = link ? [t('follow_up.from', { why: linkWord(ballot), title: link.title, round: link.round })] : [];
  const lines = [...follow, ...settledLines(ballot), ...openLines(ballot), ...followUps(ballot).map(followUpWords)];
  return lines.length === 0 ? null : html`<div class="manual-state">${lines.map((line) => html`<p class="note" key=${line}>${line}</p>`)}</div>`;
}

/** @param {{ballot: Ballot, on: boolean, press: (act: string) => void}} props */
export function PlacesActs({ ballot, on, press }) {
  const standing = standingOf(ballot);
  if (!standing) return null;
  const acts = [
    standing.decide && 'decide_tie', standing.lot && 'draw_lot', ...followUps(ballot).map(({ why }) => `follow_${why}`),
    ['counted', 'certified', 'declared'].includes(ballot.phase) && 'withdraw_item',
  ].filter(Boolean);
  if (acts.length === 0) return null;
  return html`<div class="fallback" role="group" aria-label=${t('places.acts')}>${acts.map((act) => html`<button key=${act} class="button button-small" type="button"
    disabled=${!on} onClick=${() => press(/** @type {string} */ (act))}>${t(`act.${act}`)}</button>`)}</div>`;
}
