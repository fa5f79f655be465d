// @ts-check
// K of N, in the order of ranks, with the line under the last place; and a poll's options, in the order of the paper.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { itemsOf } from '../../shared/ballot-words.js';
import { neededMark, neededOf, neededWords } from '../../chair/rule-words.js';
import { rowsPerPage } from '../paging.js';
import { shapeOf, toneOf, verdictWord } from '../verdict.js';
import { Head, ResultFoot, Title } from './frame.js';
import { LINE, List } from './list.js';
import { PageMark, pageRows, usePage } from './pager.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').Count} Count */

/** The rows of a selection in rank order. @param {Ballot} ballot @returns {import('./list.js').Row[]} */
export function selectionRows(ballot) {
  const titles = new Map(itemsOf(ballot).map((item) => [item.id, item]));
  return (ballot.count?.outcome.rows ?? []).map((row) => ({
    id: row.item, lead: String(row.rank ?? ''), title: titles.get(row.item)?.title ?? row.item, note: titles.get(row.item)?.note ?? '',
    votes: row.votes ?? 0, tone: toneOf(row.verdict), shape: shapeOf(row.verdict), word: verdictWord(ballot, row),
    quiet: row.verdict === 'not_selected' || row.verdict === 'below_majority',
  }));
}

/** The options of a poll in the order of the paper. @param {Ballot} ballot @param {Record<string, number>} votes @returns {import('./list.js').Row[]} */
export const optionRows = (ballot, votes) => itemsOf(ballot).map((item, i) => ({
  id: item.id, lead: String(i + 1), title: item.title, note: item.note, votes: votes[item.id] ?? 0,
  tone: 'attention', shape: 'none', word: '', quiet: false,
}));

/** The item under which the line is drawn: the last within the places, unless all are. @param {{id: string}[]} rows @param {number} places */
export const cutAfter = (rows, places) => (places > 0 && places < rows.length ? rows[places - 1].id : null);

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Selection({ state, ballot, head }) {
  const count = /** @type {Count} */ (ballot.count);
  const { outcome } = count;
  const rows = selectionRows(ballot);
  const size = rowsPerPage(rows, LINE);
  const { page, pages } = usePage(rows.length, size);
  const needed = neededOf(ballot);
  const places = outcome.places ?? 0;
  const after = cutAfter(rows, places);
  const chosen = rows.filter((row) => row.tone === 'good').length;
  const tie = outcome.tie;
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class="result lists">
      <${Title} ballot=${ballot} small><${PageMark} page=${page} pages=${pages} n=${rows.length} size=${size} /><//>
      <p class="summary" aria-live="polite">
        <span>${t('screen.chosen', { n: rows.length, places, chosen })}</span>
        ${tie && html`<span class="attention">${t('screen.tie')} · ${t('screen.tie_places', { n: tie.items.length, open: tie.open_places })}</span>`}
        <span>${neededWords(needed, ballot)}</span>${head}
      </p>
      <${List} key=${page} rows=${pageRows(rows, page, size)} scale=${Math.max(needed?.base_count ?? 0, count.papers.valid)}
        needed=${needed?.votes ?? null} mark=${neededMark(needed)} cut=${after ? { after, word: t('screen.cut', { n: places }) } : null}
        heads=${[t('count.rank'), t('screen.candidate'), t('screen.votes'), t('screen.outcome')]} />
    </main>
    <${ResultFoot} ballot=${ballot} />`;
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Options({ state, ballot, head }) {
  const count = /** @type {Count} */ (ballot.count);
  const votes = Object.fromEntries(count.rows.map((row) => [row.item, Number(row.votes)]));
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class="result lists">
      <${OptionPages} ballot=${ballot} votes=${votes} scale=${count.papers.valid}>
        <p class="summary" aria-live="polite"><span>${say(count.sentence)}</span>${head}</p>
      <//>
    </main>
    <${ResultFoot} ballot=${ballot} />`;
}

/** @param {{ballot: Ballot, votes: Record<string, number>, scale: number, children?: any}} props */
export function OptionPages({ ballot, votes, scale, children }) {
  const rows = optionRows(ballot, votes);
  const size = rowsPerPage(rows, LINE);
  const { page, pages } = usePage(rows.length, size);
  return html`<${Title} ballot=${ballot} small><${PageMark} page=${page} pages=${pages} n=${rows.length} size=${size} /><//>
    ${children}
    <${List} key=${page} rows=${pageRows(rows, page, size)} scale=${scale} needed=${null} mark="" cut=${null}
      heads=${[t('screen.number'), t('screen.option'), t('screen.votes'), '']} />`;
}
