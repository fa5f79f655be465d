// @ts-check
// One act for every mandate held: the same for all, or so many for, so many against.
import { confirm } from '../../shared/dialog.js';
import { GradeShape } from '../../shared/icons.js';
import { html, useEffect, useRef, useState } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { countOf, missing } from '../mandates.js';
import { layoutOf } from '../paper.js';
import { isBusy } from '../scene.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Title } from './title.js';

/** @typedef {import('../../shared/frames.js').Grade} Grade */
/** @typedef {import('../../shared/frames.js').MarksForm} MarksForm */
/** @typedef {import('../../shared/frames.js').Paper} Paper */
/** @typedef {import('../mandates.js').Held} Held */
/** @typedef {{session: import('../session.js').Session, vote: import('../scene.js').Vote, held: Held}} Props */

/** Nothing for all while something of one is on its way. @param {import('../scene.js').Vote} vote @param {Held} held */
const isOff = (vote, held) =>
  vote.suspended || vote.own?.may_vote === false || held.splitting || held.lines.some((line) => isBusy(line.vote))
  || vote.ballot.change_of_vote === 'first_wins' && held.lines.some((line) => line.vote.recorded && !line.inPerson);

/** @param {MarksForm} form @param {Grade} grade @returns {Paper} */
const paperOf = ({ rows: [row] }, grade) => ({ form: 'marks', marks: { [row.id]: grade.id } });

/** The same for all with one tap, and the way to a split. @param {Props & {onSplit: () => void}} props */
export function ForAll({ session, vote, held, onSplit }) {
  const { ballot } = vote;
  const off = isOff(vote, held);
  const own = vote.recorded?.paper ?? null;

  /** @param {Paper} paper @param {string} title */
  async function all(paper, title) {
    const body = t('mandate.all_body');
    if (await confirm({ title, body, confirm: t('act.submit') })) session.mandates.castSplit(ballot.id, [{ paper, count: held.mandates }]);
  }

  return html`<section class="for-all" aria-label=${t('mandate.for_all')}>
    <b>${t(held.splitting ? 'vote.sending' : 'mandate.for_all')}</b>
    ${layoutOf(ballot) === 'choices' ? html`
      ${/** @type {MarksForm} */ (ballot.form).grades.map((grade) => html`
        <button key=${grade.id} class="mandate-grade" type="button" disabled=${off}
          onClick=${() => all(paperOf(/** @type {MarksForm} */ (ballot.form), grade), t('mandate.all_title', { n: held.mandates, choice: say(grade) }))}>
          <${GradeShape} shape=${grade.shape} size=${22} stroke=${2.4} />${say(grade)}</button>`)}
      <button class="button button-small" type="button" disabled=${off} onClick=${onSplit}>${t('mandate.split')}</button>`
    : html`<button class="button button-small" type="button" disabled=${off || !own}
        onClick=${() => own && all(own, t('mandate.all_own_title', { n: held.mandates }))}>${t('mandate.all_own')}</button>`}
    ${held.refusal && html`<p class="bad" role="status">${say(held.refusal)}</p>`}
  </section>`;
}

/** So many of the mandates for each choice of a motion. @param {Props & {onBack: () => void}} props */
export function Split({ session, vote, held, onBack }) {
  const { ballot } = vote;
  const form = /** @type {MarksForm} */ (ballot.form);
  const [typed, type] = useState(/** @type {Record<string, string>} */ ({}));
  const counts = form.grades.map((grade) => countOf(typed[grade.id] ?? '', held.mandates));
  const left = missing(counts, held.mandates);
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current && !held.splitting) { sent.current = false; if (!held.refusal) onBack(); }
  }, [held.splitting, held.refusal]);

  function submit(/** @type {Event} */ event) {
    event.preventDefault();
    if (left !== 0) return;
    sent.current = true;
    session.mandates.castSplit(ballot.id, form.grades.map((grade, i) => ({ paper: paperOf(form, grade), count: counts[i] })));
  }

  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class="scroll page">
      <${Title} text=${ballot.title} small />
      <form class="split" onSubmit=${submit}>
        <h2>${t('mandate.split_title', { n: held.mandates })}</h2>
        ${form.grades.map((grade) => html`<label key=${grade.id} class="split-line">
          <span><${GradeShape} shape=${grade.shape} size=${22} stroke=${2.4} />${say(grade)}</span>
          <input inputmode="numeric" autocomplete="off" maxlength="5" value=${typed[grade.id] ?? ''}
            onInput=${(/** @type {any} */ event) => type({ ...typed, [grade.id]: event.target.value })} />
        </label>`)}
        <p class=${left === 0 ? 'good' : ''} role="status">${t(left < 0 ? 'mandate.too_many' : 'mandate.left', { n: Math.abs(left) })}</p>
        <p class="paper-note">${t('mandate.rule')}</p>
        ${held.refusal && html`<p class="bad" role="status">${say(held.refusal)}</p>`}
        <div class="acts">
          <button class="button" type="button" onClick=${onBack}>${t('mandate.back')}</button>
          <button class="button button-primary button-wide" disabled=${left !== 0 || isOff(vote, held)}>${t(held.splitting ? 'vote.sending' : 'act.submit')}</button>
        </div>
      </form>
    </main>
    <${Foot} session=${session} vote=${vote} hint=${t('mandate.all_body')} />`;
}
