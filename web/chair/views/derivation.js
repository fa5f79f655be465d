// @ts-check
// How the result follows from the figures, folded away under it; and what an open motion still needs.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { stillNeeded } from '../figures.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/** 计算过程, line by line as the record's figures give it. @param {{ballot: Ballot}} props */
export function Derivation({ ballot }) {
  const lines = ballot.count?.derivation ?? [];
  if (lines.length === 0) return null;
  return html`<details class="derivation" key=${ballot.id}>
    <summary>${t('chair.derivation')}</summary>
    <ol>${lines.map((line, i) => html`<li key=${i}>${say(line)}</li>`)}</ol>
  </details>`;
}

/** @type {Record<string, string>} */
const TONES = { reached: 'good', out_of_reach: 'bad', only_by_change: 'warn' };

/** 还需 N 票, moving with the votes; no live region, as it would never be silent. @param {{state: import('../../shared/state.js').State, ballot: Ballot}} props */
export function StillNeeded({ state, ballot }) {
  const needed = stillNeeded(state, ballot);
  if (!needed) return null;
  return html`<p class=${`still-needed ${TONES[needed.chance] ?? ''}`}>${say(needed.sentence)}</p>`;
}
