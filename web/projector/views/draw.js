// @ts-check
// A draw in the hall: first the frozen list, strata and seats; then the digits; then the names, page by page. Calm: nothing spins.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { hashGroups } from '../../shared/ballot-words.js';
import { drawPages } from '../draw.js';
import { titleStep } from '../paging.js';
import { Head } from './frame.js';
import { usePage } from './pager.js';

/** @typedef {import('../../shared/frames.js').Draw} Draw */

/** Strata of a page before the draw. */
const STRATA_MAX = 8;

/** @param {{draw: Draw, mark: any}} props */
const Top = ({ draw, mark }) => html`<div class="title-row">
  <h1 class=${`title small step-${titleStep(draw.title)}`}><span class="chip">${t('draw.screen_title')}</span>${draw.title}</h1>${mark}</div>
  <div class="call" aria-live="polite"><p>${draw.digits ? html`${t('draw.digits')} <b class="digits">${draw.digits}</b>` : t('draw.screen_wait')}</p></div>`;

/** @param {{draw: Draw}} props */
function Strata({ draw }) {
  const shown = draw.strata.slice(0, STRATA_MAX);
  const rest = draw.strata.length - shown.length;
  return html`<div class="draw-strata" role="table">
    ${shown.map((stratum) => html`<div class="draw-stratum" role="row" key=${stratum.name}>
      <span class="name" role="cell">${stratum.name || t('draw.everybody')}</span>
      <span class="second" role="cell">${say(stratum.arithmetic)}</span>
      <b class="number" role="cell">${stratum.seats}${stratum.by_lot ? '+' : ''}</b></div>`)}
    ${rest > 0 && html`<p class="second">${t('screen.more_strata', { n: rest })}</p>`}
  </div>`;
}

/** @param {{columns: import('../draw.js').DrawRow[][]}} props */
const Names = ({ columns }) => html`<div class="draw-names">
  ${columns.map((rows) => html`<div>${rows.map((row) => (row.head !== null
    ? html`<h2>${row.title}<span class="second">${row.head}</span></h2>`
    : html`<p><span class="rank">${row.place}</span> ${row.title}</p>`))}</div>`)}
</div>`;

/** @param {{state: import('../../shared/state.js').State, draw: Draw}} props */
export function DrawScreen({ state, draw }) {
  const pages = drawPages(draw);
  const { rows, page } = usePage(pages);
  const mark = pages.length > 1 && html`<div class="page-mark"><b>${page + 1} / ${pages.length}</b></div>`;
  const made = draw.phase === 'made';
  const check = made ? draw.seed : draw.commitment;
  return html`<${Head} sitting=${state.sitting} ballot=${null} />
    <main class="draw-screen"><${Top} draw=${draw} mark=${mark} />
      ${made ? html`<${Names} columns=${rows} />` : html`<${Strata} draw=${draw} />`}</main>
    <footer class="foot"><span>${t('draw.screen_foot', { seats: draw.rules.seats, people: draw.people, eligible: draw.eligible })}</span>
      <span class="end">${t('draw.list_hash')} <b class="hash">${hashGroups(draw.list_hash, 8)}</b></span>
      <span>${t(made ? 'draw.seed' : 'draw.commitment')} <b class="hash">${hashGroups(check ?? '', 16)}</b></span></footer>`;
}
