// @ts-check
// A list of candidates with a bar each: rank, title, votes, verdict, and the line under the last place.
import { html } from '../../shared/ui.js';
import { Mark } from './mark.js';

/**
 * @typedef {{id: string, lead: string, title: string, note: string, votes: number, tone: string, word: string,
 *   shape: string, quiet: boolean}} Row
 */

/** Characters of a title that fit on one line beside the bar. */
export const LINE = 25;

/**
 * @param {{rows: Row[], scale: number, needed: number|null, mark: string, cut: {after: string, word: string}|null, heads: string[]}} props
 */
export const List = ({ rows, scale, needed, mark, cut, heads }) => html`<div class="list" role="table">
  <div class="list-head" role="row">
    <span role="columnheader">${heads[0]}</span><span role="columnheader">${heads[1]}</span>
    <span class="mark-over">${needed && scale >= needed ? html`<em style=${{ left: `${(needed / scale) * 100}%` }}>${mark}</em>` : null}</span>
    <span class="number" role="columnheader">${heads[2]}</span><span class="end" role="columnheader">${heads[3]}</span>
  </div>
  ${rows.map((row) => html`
    <div class=${`list-row ${row.tone} ${row.quiet ? 'quiet' : ''}`} key=${row.id} role="row">
      <span class="rank" role="cell">${row.lead}</span>
      <span class="name" role="cell">${row.title}${row.note && html` <small>${row.note}</small>`}</span>
      <span class="track" role="presentation">
        <span class="bar"><span class="fill" style=${{ width: `${scale ? Math.min(100, (row.votes / scale) * 100) : 0}%` }}></span></span>
        ${needed && scale >= needed ? html`<span class="needed" style=${{ left: `${(needed / scale) * 100}%` }}></span>` : null}
      </span>
      <b class="number" role="cell">${row.votes}</b>
      <span class="end outcome" role="cell">${row.word && html`<${Mark} shape=${row.shape} /> ${row.word}`}</span>
    </div>
    ${cut?.after === row.id && html`<div class="cut" key=${`${row.id}-cut`} role="separator"><span>${cut.word}</span></div>`}`)}
</div>`;
