// @ts-check
// K of N, in the order of ranks, with the line under the last place; and a poll's options, in the order of the paper.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { openLines, settledLines, standingOf } from '../../shared/standing.js';
import { validOf } from '../../shared/weights.js';
import { neededOf, neededWords } from '../../chair/rule-words.js';
import { paginate } from '../paging.js';
import { candidatesOf, cutLine, optionRows, selectionRows, votesOf } from '../rows.js';
import { Anchor, anchored } from './anchor.js';
import { Head, ResultFoot, Title } from './frame.js';
import { LINE, List, notesFit } from './list.js';
import { usePage } from './pager.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').Count} Count */

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Selection({ state, ballot, head }) {
  const count = /** @type {Count} */ (ballot.count);
  const { outcome } = count;
  const rows = selectionRows(ballot);
  const { rows: shown, page, mark } = usePage(paginate(rows, LINE));
  const needed = neededOf(ballot);
  const places = outcome.places ?? 0;
  const chosen = rows.filter((row) => row.tone === 'good').length;
  const tie = standingOf(ballot) ? null : outcome.tie;
  const said = [...settledLines(ballot), ...openLines(ballot)];
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${anchored('result lists', state.record)}>
      <${Anchor} record=${state.record} />
      <${Title} ballot=${ballot} small />
      <p class="summary" aria-live="polite">
        <span>${t(ballot.kind === 'election' ? 'screen.elected' : 'screen.chosen', { n: candidatesOf(ballot), places, chosen })}</span>
        ${said.map((line) => html`<span class="attention" key=${line}>${line}</span>`)}
        ${tie && html`<span class="attention">${t('screen.tie_places', { n: tie.items.length, open: tie.open_places })}</span>`}
        ${head}${mark}
      </p>
      <${List} key=${page} rows=${shown} notes=${notesFit(rows)} scale=${Math.max(needed?.base_count ?? 0, validOf(count))}
        needed=${needed?.votes ?? null} mark=${neededWords(needed, ballot)} cut=${cutLine(ballot)}
        heads=${[t('count.rank'), t(ballot.kind === 'election' ? 'candidates.name' : 'screen.candidate'), t('screen.votes'), t('screen.outcome')]} />
    </main>
    <${ResultFoot} ballot=${ballot} record=${state.record} />`;
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Options({ state, ballot, head }) {
  const count = /** @type {Count} */ (ballot.count);
  const votes = Object.fromEntries(count.rows.map((row) => [row.item, votesOf(row)]));
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${anchored('result lists', state.record)}>
      <${Anchor} record=${state.record} />
      <${OptionPages} ballot=${ballot} votes=${votes} scale=${validOf(count)}>
        <span>${say(count.sentence)}</span>${head}
      <//>
    </main>
    <${ResultFoot} ballot=${ballot} record=${state.record} />`;
}

/**
 * @param {{ballot: Ballot, votes: Record<string, number>, scale: number, most?: number, title?: boolean, children?: any}} props
 *   most: rows of a page at most; title: with the title above
 */
export function OptionPages({ ballot, votes, scale, most, title = true, children }) {
  const rows = optionRows(ballot, votes);
  const { rows: shown, page, mark } = usePage(paginate(rows, LINE, most));
  return html`${title && html`<${Title} ballot=${ballot} small />`}
    <p class="summary" aria-live="polite">${children}${mark}</p>
    <${List} key=${page} rows=${shown} scale=${scale} needed=${null} mark="" cut=${null}
      heads=${[t('screen.number'), t('screen.option'), t('screen.votes')]} />`;
}
