// @ts-check
// One question: a bar for each choice, the needed number as a mark on the bar that has to reach it.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { neededMark, neededOf, rowNeededWords } from '../../chair/rule-words.js';
import { shareNotes } from '../../shared/ballot-words.js';
import { Anchor, anchored } from './anchor.js';
import { Head, ResultFoot, Title } from './frame.js';
import { Mark } from './mark.js';
import { shapeOf, toneOf, verdictWord } from '../verdict.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {{id: string, word: string, shape: string, tone: string, votes: number, needed?: number|null}} Choice */

/** @param {{choices: Choice[], scale: number, mark: string}} props */
export const Choices = ({ choices, scale, mark }) => html`<div class="choices" role="list">
  ${choices.map((choice) => html`<div class=${`choice ${choice.tone}`} key=${choice.id} role="listitem">
    <span class="word"><${Mark} shape=${choice.shape} /> ${choice.word}</span>
    <div class="track">
      <div class="bar"><div class="fill" style=${{ width: `${scale ? Math.min(100, (choice.votes / scale) * 100) : 0}%` }}></div></div>
      ${choice.needed && scale >= choice.needed ? html`<div class="needed" style=${{ left: `${(choice.needed / scale) * 100}%` }}><span>${mark}</span></div>` : null}
    </div>
    <b class="votes">${choice.votes}</b>
  </div>`)}
</div>`;

/**
 * The choices of a ballot with one row, from the figures of a tally or a count.
 * @param {Ballot} ballot @param {Record<string, number>} votes @param {number|null|undefined} needed
 * @returns {Choice[]}
 */
export function choicesOf(ballot, votes, needed) {
  const grades = ballot.form.kind === 'marks' ? ballot.form.grades : [];
  return grades.map((grade) => ({
    id: grade.id, word: say(grade), shape: grade.shape, tone: toneOf(grade.role), votes: votes[grade.id] ?? 0,
    needed: grade.role === 'for' ? needed : null,
  }));
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, head: any}} props */
export function Bars({ state, ballot, head }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const row = /** @type {import('../../shared/frames.js').MarksRow} */ (count.rows[0]);
  const outcome = count.outcome.rows?.[0];
  const choices = choicesOf(ballot, row.votes, outcome?.needed);
  // People who did not vote are in the foot where the bars are of weights.
  const heads = /** @type {[string, number, string][]} */ (ballot.weights ? [] : [
    ['count.did_not_vote', count.turnout.did_not_vote, 'dash'], ['count.recused', count.turnout.recused, 'none'],
  ]);
  const rest = /** @type {[string, number, string][]} */ ([
    ['count.blank', row.blank ?? 0, 'triangle'], ['screen.invalid', (row.invalid ?? 0) + count.papers.invalid, 'none'],
    ...heads,
  ]).filter(([key, n]) => n > 0 || key === 'count.did_not_vote');
  for (const [key, votes, shape] of rest) choices.push({ id: key, word: t(key), shape, tone: 'none', votes });
  const scale = Math.max(outcome?.base_count ?? 0, neededOf(ballot)?.base_count ?? 0, count.weights?.papers_returned ?? count.turnout.eligible);
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${anchored('result', state.record)}>
      <${Anchor} record=${state.record} />
      <${Title} ballot=${ballot} small />
      <${Choices} choices=${choices} scale=${scale} mark=${neededMark(neededOf(ballot)) || t('rule.needed_plain_mark', { votes: outcome?.needed ?? 0 })} />
      <div class="verdict" aria-live="polite">
        ${outcome && html`<strong class=${toneOf(outcome.verdict)}><${Mark} shape=${shapeOf(outcome.verdict)} /> ${verdictWord(ballot, outcome)}</strong>`}
        <div><p>${say(count.sentence)}</p><p class="second">${rowNeededWords(ballot, outcome)}</p>
          ${shareNotes(outcome ? [outcome] : []).map((note) => html`<p class="second" key=${note}>${note}</p>`)}</div>
        ${head}
      </div>
    </main>
    <${ResultFoot} ballot=${ballot} record=${state.record} />`;
}
