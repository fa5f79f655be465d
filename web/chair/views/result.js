// @ts-check
// The result, first seen here: verdict, base and needed number, and the identities to check by eye.
import { html } from '../../shared/ui.js';
import { officerWords } from './people.js';
import { say, t } from '../../shared/words.js';
import { GradeShape, Icon } from '../../shared/icons.js';
import { toneOf, verdictWord } from '../../projector/verdict.js';
import { identity, isSingle } from '../figures.js';
import { neededOf, neededWords, rowNeededWords } from '../rule-words.js';
import { Anchor, KeyLine } from './anchor.js';

/** @type {Record<string, string>} */
const ICONS = { good: 'check', bad: 'x' };

/**
 * @param {{ballot: import('../../shared/frames.js').Ballot, anchor: import('../../shared/frames.js').Anchor|null|undefined}} props
 *   a ballot that has a count; the newest anchor of the record
 */
export function Result({ ballot, anchor }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const row = isSingle(ballot) ? count.outcome.rows?.[0] : undefined;
  const tie = count.standing ? count.standing.tie : count.outcome.tie;
  const base = row ? rowNeededWords(ballot, row) : neededWords(neededOf(ballot), ballot);
  const tone = row ? toneOf(row.verdict) : count.outcome.kind === 'no_result' ? 'attention' : 'plain';
  return html`<section class="verdict" aria-live="polite">
    ${row && html`<strong class=${tone}>
      ${ICONS[tone] ? html`<${Icon} name=${ICONS[tone]} size=${34} stroke=${3} />` : html`<${GradeShape} shape="circle" size=${30} />`}
      ${verdictWord(ballot, row)}</strong>`}
    <div class="verdict-words">
      <p>${say(count.sentence)}${tie ? ` · ${t('chair.tie_open', { n: tie.items.length, open: tie.open_places })}` : ''}</p>
      <p class="note">${base && html`<span>${base}</span>`}
        <span>${identity(ballot) || t('chair.papers', count.papers)}</span>
        <span>${officerWords(ballot.officers)}</span></p>
      <div class="record-line"><${KeyLine} ballot=${ballot} /><${Anchor} anchor=${anchor} /></div>
    </div>
  </section>`;
}
