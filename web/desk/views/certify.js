// @ts-check
// The scrutineers' view: papers first, then the figures, then the signature.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { phaseWord } from '../../shared/ballot-words.js';
import { Icon } from '../../shared/icons.js';
import { ballotsInOrder } from '../../shared/state.js';
import { identity } from '../../chair/figures.js';
import { Anchor, KeyLine } from '../../chair/views/anchor.js';
import { officerWords } from '../../chair/views/people.js';
import { neededOf, neededWords } from '../../chair/rule-words.js';
import { ResultTable } from '../../chair/views/result-table.js';
import { PlacesState } from '../../chair/views/places.js';
import { certifiedBefore, toCertify } from '../acts.js';
import { toRule } from '../rulings.js';
import { RulingCard } from './rulings.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/** @param {{ballot: Ballot}} props */
function Accounts({ ballot }) {
  const { papers, turnout, counted, sentence, weights } = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const head = `${t('chair.entry', { seq: counted.seq })} ${counted.hash.slice(0, 16)}`;
  const unreturned = papers.issued - papers.returned;
  return html`<dl class="counts">
    ${/** @type {[string, number][]} */ ([
      [t('count.present'), turnout.present_at_open], [t('count.issued'), papers.issued], [t('count.returned'), papers.returned],
      [t('desk.unreturned'), unreturned], [t('count.valid'), papers.valid], [t('count.invalid'), papers.invalid],
      ...(turnout.represented ? [[t('count.represented'), turnout.represented]] : []),
      ...(weights ? [[t('weight.all'), weights.total_membership], [t('weight.present'), weights.present], [t('weight.returned'), weights.papers_returned]] : []),
      ...(turnout.recused > 0 ? [[t('count.recused'), turnout.recused]] : []),
    ]).map(([word, n]) => html`<div key=${word}><dt>${word}</dt><dd>${n}</dd></div>`)}
  </dl>
  <p class="note">${t('desk.identity', { ...papers, unreturned })}</p>
  <p class="sentence">${say(sentence)}</p>
  <${PlacesState} ballot=${ballot} />
  <p class="note">${[neededWords(neededOf(ballot), ballot), identity(ballot), head].filter(Boolean).join(' · ')}</p>
  <p class="note">${officerWords(ballot.officers)}</p>`;
}

/** @param {{ballot: Ballot, anchor: import('../../shared/frames.js').Anchor|null|undefined, role: import('../acts.js').Role, on: boolean,
 *   onCertify: (ballot: Ballot) => void}} props */
const CountCard = ({ ballot, anchor, role, on, onCertify }) => html`<article class="card count-card">
  <header><h2>${ballot.title}</h2>
    <span class=${`chip ${ballot.phase === 'counted' ? 'chip-gold' : ''}`}>${ballot.phase === 'counted' ? t('desk.certify_wait') : phaseWord(ballot)}</span></header>
  <div class="count-top"><div><${Accounts} ballot=${ballot} /><${KeyLine} ballot=${ballot} /></div><${Anchor} anchor=${anchor} whole /></div>
  <${ResultTable} ballot=${ballot} />
  ${ballot.phase === 'counted' && html`<footer>${role === 'scrutineer'
    ? html`<button class="button button-primary" type="button" disabled=${!on} onClick=${() => onCertify(ballot)}>
        <${Icon} name="fileCheck" /> ${t('desk.certify')}</button>`
    : html`<span class="note">${t('desk.certify_only')}</span>`}</footer>`}
</article>`;

/** @param {{state: import('../../shared/state.js').State, role: import('../acts.js').Role, on: boolean, onCertify: (ballot: Ballot) => void,
 *   onRule: (ballot: Ballot, rulings: any[]) => void}} props */
export function Certify({ state, role, on, onCertify, onRule }) {
  const ballots = ballotsInOrder(state);
  const waiting = toCertify(ballots);
  const before = certifiedBefore(ballots);
  const unruled = toRule(ballots);
  return html`<div class="certify">
    ${unruled.map((ballot) => html`<${RulingCard} key=${ballot.id} ballot=${ballot} role=${role} on=${on} onRule=${onRule} />`)}
    ${waiting.length === 0 && unruled.length === 0 && html`<p class="note">${t('desk.certify_none')}</p>`}
    ${waiting.map((ballot) => html`<${CountCard} key=${ballot.id} ballot=${ballot} anchor=${state.record?.anchor} role=${role} on=${on} onCertify=${onCertify} />`)}
    ${before.length > 0 && html`<h2 class="before">${t('desk.certified_before')}</h2>`}
    ${before.map((ballot) => html`<${CountCard} key=${ballot.id} ballot=${ballot} anchor=${null} role=${role} on=${on} onCertify=${onCertify} />`)}
  </div>`;
}
