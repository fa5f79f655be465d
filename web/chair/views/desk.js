// @ts-check
// The ballot on the chair's desk: phase and rule, title, four figures, result, script.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { agendaWord, formHint, isMotion, phaseWord, shortHash } from '../../shared/ballot-words.js';
import { GradeShape, Icon } from '../../shared/icons.js';
import { methodWord } from '../../shared/manual.js';
import { titleStep } from '../../projector/paging.js';
import { isKeyLost } from '../acts.js';
import { cardsFor, isSingle } from '../figures.js';
import { suspendedWords } from '../notes.js';
import { neededWords } from '../rule-words.js';
import { scriptFor } from '../script.js';
import { ManualState } from './manual.js';
import { PlacesState } from './places.js';
import { Derivation, StillNeeded } from './derivation.js';
import { Result } from './result.js';
import { ResultTable } from './result-table.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../figures.js').Card} CardData */

/** Longer values are set smaller, so that 13986 / 14000 keeps to its card. */
const LONG_VALUE = 10;

/** @param {{card: CardData}} props */
const Card = ({ card }) => html`<div class="card figure">
  <span class="label">${card.shape && html`<${GradeShape} shape=${card.shape} size=${16} stroke=${2.2} />`} ${card.label}</span>
  <b class=${`${card.tone ?? ''} ${card.value.length > LONG_VALUE ? 'long' : ''}`}>
    ${card.icon && html`<${Icon} name=${card.icon} size=${32} stroke=${3} />`} ${card.value}</b>
</div>`;

/** @param {{lines: string[]}} props */
const Script = ({ lines }) => html`<section class="script" aria-live="polite">
  <h2>${t('chair.script')}</h2>
  ${lines.map((line) => html`<p key=${line}>${line}</p>`)}
</section>`;

/** @type {Record<string, string>} */
const CHIPS = { open: 'chip-strong', suspended: 'chip-paused' };

/** @param {{ballot: Ballot}} props */
const PhaseChip = ({ ballot }) => html`<span class=${`chip ${CHIPS[ballot.phase] ?? ''}`} role="status">
  ${ballot.last_call && ballot.phase === 'open' ? t('time.last_call') : phaseWord(ballot)}</span>`;

/** @param {Ballot} ballot */
function ruleWords(ballot) {
  const hint = ballot.form.kind === 'marks' && isMotion(ballot.form) && ballot.form.rows.length === 1 ? '' : formHint(ballot);
  const counted = ballot.count?.counted;
  // While the vote runs, the code that stands on every tablet.
  const code = ballot.seal && !counted ? `${t('seal.code')} ${ballot.seal.code}` : '';
  const last = counted ? `${t('chair.entry', { seq: counted.seq })} ${shortHash(counted.hash)}` : neededWords(ballot.needed, ballot);
  // The whole rule only where no number says it in short, and no longer once it has been applied.
  const rule = counted || ballot.needed ? '' : say(ballot.rule);
  return [agendaWord(ballot), methodWord(ballot), hint, rule, last, code].filter(Boolean).join(' · ');
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, now_ms: number}} props */
export function BallotDesk({ state, ballot, now_ms }) {
  const { count } = ballot;
  const table = count !== null && !isSingle(ballot) && count.outcome.kind !== 'no_result';
  const script = html`<${Script} lines=${scriptFor(state, ballot)} />`;
  return html`<div class="ballot">
    <div class="ballot-head">
      <${PhaseChip} ballot=${ballot} />
      ${!ballot.binding && html`<span class="chip chip-gold">${t('binding.no')}</span>`}
      <span class="rule">${ruleWords(ballot)}</span>
    </div>
    <h1 class=${`title step-${titleStep(ballot.title)}`}>${ballot.title}</h1>
    ${!table && html`<div class=${`cards ${cardsFor(state, ballot, now_ms).length > 4 ? 'cards-many' : ''}`}>
      ${cardsFor(state, ballot, now_ms).map((card) => html`<${Card} key=${card.id} card=${card} />`)}</div>`}
    <${ManualState} ballot=${ballot} />
    <${PlacesState} ballot=${ballot} />
    <${StillNeeded} state=${state} ballot=${ballot} />
    ${isKeyLost(ballot) && html`<section class="alert alert-bad" role="alert">
      <${Icon} name="triangleAlert" size=${30} /><p>${t('chair.key_lost')}</p></section>`}
    ${ballot.phase === 'suspended' && !isKeyLost(ballot) && html`<section class="alert" role="status">
      <${Icon} name="shieldCheck" size=${30} /><p>${suspendedWords(state, ballot)}</p></section>`}
    ${count && html`<${Result} ballot=${ballot} anchor=${state.record?.anchor} />`}
    ${table ? html`<div class=${`halves ${ballot.form.kind === 'marks' ? 'halves-wide' : ''}`}><${ResultTable} ballot=${ballot} />${script}</div>` : script}
    ${count && html`<${Derivation} ballot=${ballot} />`}
  </div>`;
}
