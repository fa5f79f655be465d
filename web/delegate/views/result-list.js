// @ts-check
import { belowWord, gradeWord, itemTitle, shareNotes, shareWord, verdictShape, verdictWord, writtenName } from '../../shared/ballot-words.js';
import { criteriaOf } from '../../shared/cells.js';
import { GradeShape } from '../../shared/icons.js';
import { cutOf, openLines, settledLines, settledRow, standingOf } from '../../shared/standing.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { marksOf } from '../paper.js';
import { choiceOf } from '../picks.js';

/** @typedef {import('../../shared/frames.js').OutcomeRow} OutcomeRow */

/**
 * Many rows: rank, votes or share, verdict; a line where the selection ends; one's own marks where they may be shown.
 * @param {{ballot: import('../../shared/frames.js').Ballot, count: import('../../shared/frames.js').Count,
 *   own: import('../../shared/frames.js').Paper|null}} props
 */
export function ResultList({ ballot, count, own }) {
  const { outcome } = count;
  const rows = outcome.rows?.map((row) => settledRow(ballot, row)) ?? count.rows.map((row) => /** @type {OutcomeRow} */ (/** @type {any} */ ({ item: row.item, verdict: '', votes: 'votes' in row && !('valid' in row) ? row.votes : undefined })));
  const cut = outcome.kind === 'selection' ? cutOf(ballot)?.item : null;
  const needed = outcome.needed ?? null;
  return html`
    <p class="result-sentence">${say(count.sentence)}</p>
    ${needed && html`<p class="result-needed">${t(ballot.kind === 'election' ? 'result.elected_needed' : 'result.selected_needed', {
      base: t(`base.${needed.base}`), count: needed.base_count, votes: needed.votes })}</p>`}
    ${tieLines(ballot).map((line) => html`<p class="result-tie" key=${line}>${line}</p>`)}
    ${settledLines(ballot).map((line) => html`<p class="result-needed">${line}</p>`)}
    <ol class="lines lines-result">
      ${rows.map((row) => html`
        <${Line} ballot=${ballot} row=${row} own=${own} counted=${count.rows.find((each) => each.item === row.item)} />
        ${row.item === cut && html`<li class="cut">${t(ballot.kind === 'election' ? 'result.elected_cut' : 'result.cut')}</li>`}`)}
    </ol>
    ${shareNotes(outcome.rows).map((note) => html`<p class="result-note" key=${note}>${note}</p>`)}`;
}

/** What is still open, as the rule settles it; of a count without places, that there is a tie. @param {import('../../shared/frames.js').Ballot} ballot @returns {string[]} */
export const tieLines = (ballot) => (standingOf(ballot) ? openLines(ballot) : ballot.count?.outcome.tie ? [t('hall.tie')] : []);

/**
 * Votes of a row. With criteria a row has marks of every criterion, which are no votes: the score says what came of them.
 * @param {import('../../shared/frames.js').Ballot} ballot @param {OutcomeRow} row @param {any} counted its figures
 * @returns {number|undefined}
 */
export function votesIn({ form }, row, counted) {
  if (form.kind === 'marks' && criteriaOf(form).length > 0) return undefined;
  return row.votes ?? (row.grade ? counted?.votes?.[row.grade] : undefined);
}

/** One's own word on a candidate. @param {import('../../shared/frames.js').Ballot} ballot @param {any} own @param {string} item */
function yours({ form }, own, item) {
  const choice = choiceOf(own, item);
  if (form.kind !== 'picks' || !form.crosses) return choice === 'for' && t('result.your_pick');
  return form.options.some(({ id }) => id === item) && t('result.your_grade', { grade: t(`choice.${choice ?? 'abstain'}`) });
}

/** @param {{ballot: import('../../shared/frames.js').Ballot, row: OutcomeRow, own: any, counted: any}} props */
function Line({ ballot, row, own, counted }) {
  const grade = gradeWord(ballot, row.grade);
  const verdict = grade || (row.verdict === 'below_majority' ? belowWord(ballot) : row.verdict ? verdictWord(row.verdict, ballot.kind) : '');
  const votes = votesIn(ballot, row, counted);
  const written = writtenName(ballot, row.item) !== null;
  const mine = own?.form === 'picks' ? yours(ballot, own, row.item)
    : marksOf(own)[row.item] && t('result.your_grade', { grade: gradeWord(ballot, marksOf(own)[row.item]) });
  return html`
    <li class=${`line line-${row.verdict}`}>
      <span class="row-number num">${row.rank ?? ''}</span>
      <span class="row-item"><b>${itemTitle(ballot, row.item)}</b> ${written && html`<span class="chip">${t('write_in.chip')}</span>`} ${mine && html`<span class="chip chip-gold">${mine}</span>`}</span>
      <span class="line-figures num">
        ${row.score && html`<span>${t('count.score')} ${row.score}</span>`}
        ${votes !== undefined && typeof votes === 'number' && html`<b>${t('count.votes', { n: votes })}</b>`}
        ${counted?.against !== undefined && html`<span>${t('count.against', { n: counted.against })}</span>`}
        ${row.composite && html`<span>${t('count.composite')} ${row.composite}</span>`}
        ${shareWord(row) && html`<span>${shareWord(row)}</span>`}
      </span>
      <span class="line-verdict"><${GradeShape} shape=${grade ? 'none' : verdictShape(row.verdict)} size=${18} stroke=${2.4} />${verdict}</span>
    </li>`;
}
