// @ts-check
// One screen for one who votes for others too: the own vote and that of each principal, every one with its own state.
import { confirm } from '../../shared/dialog.js';
import { GradeShape, Icon } from '../../shared/icons.js';
import { html, useState } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { sessionFor } from '../mandate-session.js';
import { layoutOf, marksOf } from '../paper.js';
import { isBusy, stateLine } from '../scene.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { Paper } from './paper.js';
import { ForAll, Split } from './split.js';
import { Title } from './title.js';

/** @typedef {import('../../shared/frames.js').MarksForm} MarksForm */
/** @typedef {import('../mandates.js').Line} Line */
/** @typedef {import('../session.js').Session} Session */
/** @typedef {{session: Session, vote: import('../scene.js').Vote}} Props */

/** @param {Props} props */
export function Mandates({ session, vote }) {
  const [shown, show] = useState(/** @type {string|null} */ (null));
  const held = session.mandates.held.value;
  const { ballot } = vote;
  if (!held) return null;
  const list = () => show(null);
  if (shown === 'split') return html`<${Split} session=${session} vote=${vote} held=${held} onBack=${list} />`;
  const line = held.lines.find(({ slot }) => slot === shown);
  if (line) return html`<${Whose} line=${line} onBack=${list} /><${Paper} key=${line.slot} session=${sessionFor(session, line)} vote=${line.vote} />`;
  const choices = layoutOf(ballot) === 'choices';
  return html`
    <${Meta} session=${session} vote=${vote} hint />
    <main class="scroll page">
      <${Title} text=${ballot.title} small />
      <p class="choices-rule">${say(ballot.rule)}</p>
      <${Openness} ballot=${ballot} />
      <p class="mandates-count">${t('mandate.count', { n: held.lines.length - 1 })}</p>
      <${ForAll} session=${session} vote=${vote} held=${held} onSplit=${() => show('split')} />
      <ul class="mandates">
        ${held.lines.map((each) => html`<li key=${each.slot} class="mandate">
          <${Who} line=${each} />
          ${choices ? html`<${Grades} session=${session} line=${each} full=${held.full || held.splitting} />`
            : html`<button class="button" type="button" onClick=${() => show(each.slot)}>${t(each.vote.recorded ? 'mandate.look' : 'mandate.fill')}</button>`}
          <${State} line=${each} />
        </li>`)}
      </ul>
    </main>
    <${Foot} session=${session} vote=${vote} hint=${t('mandate.hint')} />`;
}

/** @param {{line: Line}} props */
const Who = ({ line: { self, person, weight } }) => html`<p class="mandate-who">
  <b>${person?.name}</b> <span class="num">${person?.number}</span>
  ${self && html`<span class="chip">${t('mandate.own')}</span>`}
  ${weight !== null && html`<span class="mandate-weight">${t('mandate.weight', { n: weight })}</span>`}
</p>`;

/** Above the paper of one principal. @param {{line: Line, onBack: () => void}} props */
const Whose = ({ line, onBack }) => html`<div class="mandate-bar">
  <button class="button button-small" type="button" onClick=${onBack}>${t('mandate.back')}</button>
  <${Who} line=${line} />
</div>`;

/** The choices of a motion, small, for one line. @param {{session: Session, line: Line, full: boolean}} props */
function Grades({ session, line, full }) {
  const { vote, self, person } = line;
  const form = /** @type {MarksForm} */ (vote.ballot.form);
  const [row] = form.rows;
  const chosen = marksOf(vote.sending?.paper ?? vote.recorded?.paper)[row.id];
  const closed = vote.suspended || !vote.mayChange || isBusy(vote) || (full && !self);
  const once = vote.ballot.change_of_vote === 'first_wins';

  /** @param {import('../../shared/frames.js').Grade} grade */
  async function choose(grade) {
    if (grade.id === chosen) return;
    const title = t(self ? 'choice.confirm' : 'mandate.confirm', { choice: say(grade), name: person?.name ?? '' });
    if (once && !await confirm({ title, body: t('choice.once'), confirm: t('act.submit') })) return;
    sessionFor(session, line).cast(vote.ballot.id, { form: 'marks', marks: { [row.id]: grade.id } });
  }

  return html`<div class="mandate-grades" role="group" aria-label=${`${person?.name ?? ''} ${t('choice.group')}`}>
    ${form.grades.map((grade) => html`<button key=${grade.id} type="button" aria-pressed=${grade.id === chosen}
        class=${`mandate-grade grade-${grade.role} ${grade.id === chosen ? 'is-chosen' : ''}`} disabled=${closed} onClick=${() => choose(grade)}>
      <${GradeShape} shape=${grade.shape} size=${22} stroke=${2.4} />${say(grade)}</button>`)}
  </div>`;
}

/** @param {{line: Line}} props */
function State({ line: { inPerson, vote } }) {
  if (inPerson) return html`<p class="mandate-state tone-closed"><b>${t('mandate.in_person')}</b></p>`;
  const { tone, word, text } = stateLine(vote);
  const sentence = tone === 'refused' && (typeof text === 'string' ? text && t(text) : say(text));
  const place = tone === 'recorded' && vote.recorded && t('record.entry', { seq: vote.recorded.seq });
  return html`<p class=${`mandate-state tone-${tone}`}>
    <${Icon} name=${tone === 'recorded' ? 'check' : tone === 'sending' ? 'loaderCircle' : tone === 'refused' ? 'circleAlert' : 'pencil'} size=${18}
      stroke=${2.75} class=${tone === 'sending' ? 'spin' : ''} /> <b>${t(word)}</b> ${sentence || place}</p>`;
}
