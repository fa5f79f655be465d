// @ts-check
// The ballots of the sitting: phase, rule, paper, and the acts of the operator.
import { html, useState } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { formHint, isMotion, itemsOf, kindWord, phaseWord, shortHash, verdictWord } from '../../shared/ballot-words.js';
import { Icon } from '../../shared/icons.js';
import { methodWord, voidWords } from '../../shared/manual.js';
import { ballotsInOrder } from '../../shared/state.js';
import { neededWords } from '../../chair/rule-words.js';
import { KeyLine } from '../../chair/views/anchor.js';
import { PlacesState } from '../../chair/views/places.js';
import { ballotActs } from '../acts.js';
import { takesRecusals } from './recusals.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** The acts that bring a ballot forward. */
const STRONG = ['ready', 'follow_run_off', 'follow_second_round', 'follow_further_election'];
/** Rows of a paper that are shown. */
const PAPER_MAX = 100;

/** @param {{ballot: Ballot}} props */
function Paper({ ballot }) {
  const items = itemsOf(ballot);
  return html`<ol class="paper">
    ${items.slice(0, PAPER_MAX).map((item) => html`<li key=${item.id}><b>${item.title}</b>${item.note && html` <span class="note">${item.note}</span>`}
      ${item.details.map((detail) => html`<span class="note paper-detail" key=${detail.label + detail.text}>${detail.label}：${detail.text}</span>`)}</li>`)}
    ${items.length > PAPER_MAX && html`<li class="note">${t('desk.more', { n: items.length - PAPER_MAX })}</li>`}
  </ol>`;
}

/** @typedef {{role: import('../acts.js').Role, on: boolean, run: (act: string, ballot: Ballot) => void,
 *   save: (ballot: Ballot, file: string) => void}} Acting */

/** @param {Acting & {ballot: Ballot, verdict: string|null, rehearsal: boolean}} props rehearsal: there is no result to take away */
function BallotCard({ ballot, verdict, role, on, run, save, rehearsal }) {
  const [shown, setShown] = useState(false);
  const alone = ballot.form.kind === 'marks' && ballot.form.rows.length === 1 && isMotion(ballot.form);
  const facts = [kindWord(ballot), methodWord(ballot), alone ? '' : formHint(ballot), say(ballot.rule), neededWords(ballot.needed, ballot),
    ballot.live_tally_in_secret && t('screen.live_secret'), ballot.publish_papers && t('desk.publishes'), ballot.publish_names && t('desk.publishes_names'),
    ballot.in_rooms && t('room.title'), ballot.growing && t('desk.growing')];
  return html`<li class="card ballot-card">
    <span class="ballot-number">${ballot.number}${ballot.round > 1 && html`<small>${t('agenda.round', { round: ballot.round })}</small>`}</span>
    <div class="ballot-text">
      <h3>${ballot.title}</h3>
      <p class="note">${facts.filter(Boolean).join(' · ')}</p>
      ${ballot.warnings.map((warning) => html`<p class="note warn" key=${warning.code}><${Icon} name="triangleAlert" size=${18} /> ${say(warning)}</p>`)}
      <${PlacesState} ballot=${ballot} />
      ${ballot.amends && html`<p class="note">${t('agenda.amends', { number: ballot.amends.number ?? '–', title: ballot.amends.title ?? '' })}</p>`}
      ${ballot.documents.map((document) => html`<p class="note" key=${document.title}>${t('agenda.document', document)} · ${t('agenda.document_hash', { hash: shortHash(document.sha256) })}</p>`)}
      <${KeyLine} ballot=${ballot} />
      ${ballot.void_reason && html`<p class="note bad">${voidWords(ballot)}</p>`}
      ${shown && html`<${Paper} ballot=${ballot} />`}
    </div>
    <span class=${`chip phase-${ballot.phase}`}>
      ${[phaseWord(ballot), ballot.phase === 'declared' ? verdictWord(verdict, ballot.kind) : ''].filter(Boolean).join(' · ')}</span>
    <div class="ballot-acts">
      <button class="button button-row" type="button" aria-expanded=${shown ? 'true' : 'false'} onClick=${() => setShown(!shown)}>
        ${t(shown ? 'desk.paper_hide' : 'desk.paper')}</button>
      ${takesRecusals(ballot) && html`<button class="button button-row" type="button" onClick=${() => run('recusals', ballot)}>
        ${t('desk.recusals', { n: ballot.recused?.length ?? 0 })}</button>`}
      ${ballotActs(role, ballot).map((act) => html`<button key=${act} type="button" disabled=${!on} onClick=${() => run(act, ballot)}
        class=${`button button-row ${STRONG.includes(act) ? 'button-row-strong' : ''}`}>${t(act === 'edit' ? 'agenda.edit' : `desk.${act}`)}</button>`)}
      ${ballot.count && !rehearsal && ['result.csv', 'votes.csv'].map((file) => html`<button key=${file} type="button" class="button button-row" disabled=${!on}
        onClick=${() => save(ballot, file)}>${t(`desk.${file}`)}</button>`)}
    </div>
  </li>`;
}

/** @param {Acting & {state: import('../../shared/state.js').State, onPrepare: () => void}} props */
export function Ballots({ state, role, on, run, save, onPrepare }) {
  const ballots = ballotsInOrder(state);
  const verdicts = new Map(state.agenda.map((entry) => [entry.id, entry.verdict]));
  return html`<div class="ballots">
    ${role === 'operator' && html`<button class="button button-ink" type="button" disabled=${!on} onClick=${onPrepare}>
      <${Icon} name="plus" /> ${t('desk.prepare')}</button>`}
    ${ballots.length === 0 && html`<p class="empty">${t('desk.no_ballots')}</p>`}
    <ul class="ballot-list">${ballots.map((ballot) => html`<${BallotCard} key=${ballot.id} ballot=${ballot}
      verdict=${verdicts.get(ballot.id) ?? null} role=${role} on=${on} run=${run} save=${save}
      rehearsal=${state.sitting?.rehearsal === true} />`)}</ul>
  </div>`;
}
