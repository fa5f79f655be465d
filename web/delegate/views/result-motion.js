// @ts-check
import { shareNotes, verdictShape, verdictWord } from '../../shared/ballot-words.js';
import { criteriaOf } from '../../shared/cells.js';
import { GradeShape } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { marksOf } from '../paper.js';

/**
 * One question: the verdict, the votes, and the number that was needed beside its base.
 * @param {{ballot: import('../../shared/frames.js').Ballot, count: import('../../shared/frames.js').Count,
 *   own: import('../../shared/frames.js').Paper|null}} props
 */
export function ResultMotion({ ballot, count, own }) {
  const form = /** @type {import('../../shared/frames.js').MarksForm} */ (ballot.form);
  const row = /** @type {import('../../shared/frames.js').MarksRow} */ (count.rows[0]);
  const outcome = count.outcome.rows?.[0];
  const mine = form.grades.find((grade) => grade.id === marksOf(own)[form.rows[0].id]);
  const graded = outcome?.grade ? say(form.grades.find((grade) => grade.id === outcome.grade)) : '';
  const verdict = graded || verdictWord(outcome?.verdict);
  return html`
    <section class=${`card result result-${outcome?.verdict ?? 'counts'}`}>
      ${verdict && html`<p class="result-verdict"><${GradeShape} shape=${verdictShape(outcome?.verdict)} size=${64} stroke=${2} />${verdict}</p>`}
      <p class="result-sentence">${say(count.sentence)}</p>
      <dl class="result-votes">
        ${criteriaOf(form).map((criterion, i) => html`
          <div key=${criterion.id}><dt>${say(criterion)}</dt><dd><b class="num">${row.criteria?.[i]?.score ?? '–'}</b></dd></div>`)}
        ${criteriaOf(form).length === 0 && form.grades.map((grade) => html`
          <div class=${`role-${grade.role}`}>
            <dt><${GradeShape} shape=${grade.shape} size=${22} stroke=${2.2} />${say(grade)}</dt>
            <dd><b class="num">${row.votes[grade.id] ?? 0}</b> ${t('result.unit_votes')}</dd>
          </div>`)}
        <div class="role-none"><dt>${t('count.did_not_vote')}</dt><dd><b class="num">${count.turnout.did_not_vote}</b> ${t('result.unit_people')}</dd></div>
        ${count.turnout.recused > 0 && html`<div class="role-none"><dt>${t('count.recused')}</dt><dd><b class="num">${count.turnout.recused}</b> ${t('result.unit_people')}</dd></div>`}
      </dl>
      ${count.weights && html`<p class="result-needed">${t('weight.heads', { n: count.turnout.voted })}</p>`}
      ${outcome?.needed !== undefined && outcome.base_count ? html`
        <div class="result-bar" aria-hidden="true">
          <i style=${{ width: `${(100 * (outcome.votes ?? 0)) / outcome.base_count}%` }}></i>
          <u style=${{ left: `${(100 * outcome.needed) / outcome.base_count}%` }}></u>
        </div>
        <p class="result-needed">${t(count.weights ? 'weight.threshold' : 'result.threshold', {
          base: t(`base.${ballot.needed?.base ?? 'total_membership'}`), count: outcome.base_count, votes: outcome.needed })}</p>` : null}
      ${shareNotes(outcome ? [outcome] : []).map((note) => html`<p class="result-note" key=${note}>${note}</p>`)}
      ${mine && html`<p class="result-own"><span class="chip chip-gold">${t('secrecy.recorded')}</span> ${t('choice.yours')} <b>${say(mine)}</b></p>`}
    </section>`;
}
