// @ts-check
// A list of candidates with a bar each: rank, title, votes, verdict, and the line under the last place.
import { html } from '../../shared/ui.js';
import { width } from '../paging.js';
import { Mark } from './mark.js';

/** @typedef {import('../rows.js').Row} Row */

/** Characters of a title that fit on one line beside the bar. */
export const LINE = 25;
/** So few rows are drawn larger. */
const ROOMY = 6;

/** Notes are shown where every row has room for its own. @param {Row[]} rows */
export const notesFit = (rows) => rows.every((row) => width(row.title) + width(row.note) <= LINE);

/**
 * @param {{rows: Row[], scale: number, needed: number|null, mark: string, cut: {after: string, word: string}|null,
 *   heads: string[], notes?: boolean}} props
 *   heads: three where there is no verdict
 */
export const List = ({ rows, scale, needed, mark, cut, heads, notes = false }) => html`<div role="table"
  class=${`list ${heads.length > 3 ? '' : 'plain-list'} ${rows.length <= ROOMY ? 'roomy' : ''}`}>
  <div class="list-head" role="row">
    <span role="columnheader">${heads[0]}</span><span role="columnheader">${heads[1]}</span>
    <span class="mark-over">${mark && html`<em>${mark}</em>`}</span>
    <span class="number" role="columnheader">${heads[2]}</span>${heads[3] && html`<span class="end" role="columnheader">${heads[3]}</span>`}
  </div>
  ${rows.map((row) => html`
    <div class=${`list-row ${row.tone} ${row.quiet ? 'quiet' : ''}`} key=${row.id} role="row">
      <span class="rank" role="cell">${row.lead}</span>
      <span class="name" role="cell">${row.title}${notes && row.note && html` <small>${row.note}</small>`}</span>
      <span class="track" role="presentation">
        <span class="bar"><span class="fill" style=${{ width: `${scale ? Math.min(100, (row.votes / scale) * 100) : 0}%` }}></span></span>
        ${needed && scale >= needed ? html`<span class="needed" style=${{ left: `${(needed / scale) * 100}%` }}></span>` : null}
      </span>
      <b class="number" role="cell">${row.figure ?? row.votes}</b>
      ${row.word && html`<span class="end outcome" role="cell"><${Mark} shape=${row.shape} /> ${row.word}</span>`}
    </div>
    ${cut?.after === row.id && html`<div class="cut" key=${`${row.id}-cut`} role="separator"><span>${cut.word}</span></div>`}`)}
</div>`;
