// @ts-check
// Hands and papers at the desk: the operator enters, the scrutineer enters the same without having seen it.
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { phaseWord } from '../../shared/ballot-words.js';
import { channelLines, differenceWords, methodWord, remarkLines, stepOf, voidWords } from '../../shared/manual.js';
import { ballotsInOrder } from '../../shared/state.js';
import { entryBody, figuresBody, manualBallots } from '../manual.js';
import { EntryForm } from './entry-form.js';
import { HandOut } from './hand-out.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../acts.js').Role} Role */
/** @typedef {{enter: Function, correct: Function, report: Function, person: Function, note: Function}} Acts */
/** @typedef {{ballot: Ballot, role: Role, on: boolean, acts: Acts}} Props */

const COUNTED = ['counted', 'certified', 'declared'];

/** @param {Props} props */
function Entering({ ballot, role, on, acts }) {
  const step = stepOf(ballot);
  if (step === null || step === 'done') return null;
  if (step === 'explain') return html`<p class="note warn">${t('desk.manual_explain')}</p>`;
  const entered = step === 'accounts' ? ballot.manual?.accounts?.entered : ballot.manual?.counted?.entered;
  if (role === 'scrutineer' && !entered) return html`<p class="note">${t('desk.manual_wait_first')}</p>`;
  const title = `${t(`desk.manual_${step}`)} · ${t(role === 'scrutineer' ? 'desk.manual_second' : 'desk.manual_first')}`;
  return html`${entered && role === 'operator' && html`<p class="note good" role="status">${t('desk.manual_entered')}</p>`}
    <${EntryForm} key=${step} ballot=${ballot} sheet=${step} title=${title} on=${on} act=${t('desk.manual_enter')}
      onSubmit=${(/** @type {any} */ typed) => acts.enter(ballot, entryBody(ballot, step, typed))} />`;
}

/** @param {Props} props */
function Correcting({ ballot, role, on, acts }) {
  const [open, setOpen] = useState(false);
  const proposal = ballot.manual?.proposal ?? null;
  if (!COUNTED.includes(ballot.phase) || !ballot.count?.channels) return null;
  if (role === 'scrutineer' && !proposal) return null;
  const confirms = role === 'scrutineer';
  const title = t(confirms ? 'desk.correct_confirm' : 'desk.correct');
  return html`${proposal && html`<p class="note warn">${t('desk.correct_wait', { reason: proposal.reason })}</p>`}
    ${open ? html`<${EntryForm} ballot=${ballot} sheet=${ballot.casting === 'hands' ? 'hands' : 'all'} title=${title} on=${on} act=${title} reason=${!confirms}
        onSubmit=${(/** @type {any} */ typed) => acts.correct(ballot, { figures: figuresBody(ballot, typed), ...(confirms ? {} : { reason: typed.reason }) })} />`
      : html`<button class="button button-row" type="button" disabled=${!on} onClick=${() => setOpen(true)}>${title}</button>`}`;
}

/** Papers handed out in a paper ballot are reported before they are filled. @param {Props} props */
function Reporting({ ballot, on, acts }) {
  const [issued, setIssued] = useState('');
  const { reported, signed_in = 0 } = ballot.manual ?? {};
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (/^\d{1,9}$/.test(issued.trim())) acts.report(ballot, Number(issued));
  };
  return html`<form class="fields" onSubmit=${submit}>
    <label class="field field-number"><span>${t('desk.report_issued')}</span>
      <input inputmode="numeric" autocomplete="off" value=${issued} onInput=${(/** @type {any} */ event) => setIssued(event.target.value)} /></label>
    <button class="button" disabled=${!on}>${t('desk.manual_enter')}</button>
    ${typeof reported === 'number' && html`<p class="note">${t('desk.reported', { issued: reported, signed_in })}</p>`}
  </form>`;
}

/** @param {Props & {roster: import('../../shared/frames.js').RosterEntry[]}} props */
function ManualCard({ ballot, role, on, acts, roster }) {
  const running = ballot.phase === 'open' || ballot.phase === 'suspended';
  const { on_paper = 0, assisted = 0, differences = [] } = ballot.manual ?? {};
  const shared = { ballot, role, on, acts };
  return html`<article class="card manual-card">
    <header><h2>${ballot.number}. ${ballot.title}</h2><span class="note">${methodWord(ballot)}</span>
      <span class=${`chip phase-${ballot.phase}`}>${phaseWord(ballot)}</span></header>
    ${ballot.casting === 'mixed' && html`<p class="note">${t('manual.on_paper', { n: on_paper })}</p>`}
    ${assisted > 0 && html`<p class="note">${t('manual.assisted', { n: assisted })}</p>`}
    ${running && ballot.casting !== 'tablet' && html`<p class="note">${t('desk.manual_voting')}</p>`}
    ${differences.map((difference) => html`<p class="note warn" key=${difference.about}>${differenceWords(ballot, difference)} ·
      ${difference.explained === null ? t('manual.unexplained') : t('manual.explained', { text: difference.explained })}</p>`)}
    ${ballot.phase === 'voided' && html`<p class="note bad">${voidWords(ballot)}</p>`}
    ${running && role === 'operator' && ballot.casting === 'paper' && html`<${Reporting} ...${shared} />`}
    ${running && role === 'operator' && html`<${HandOut} ballot=${ballot} roster=${roster} on=${on} run=${(/** @type {string} */ act, /** @type {any} */ person) => acts.person(act, ballot, person)} />`}
    <${Entering} ...${shared} />
    ${channelLines(ballot).map((line) => html`<p class="note" key=${line}>${line}</p>`)}
    ${remarkLines(ballot).map((line) => html`<p class="note warn" key=${line}>${line}</p>`)}
    <${Correcting} ...${shared} key=${`${ballot.id} ${ballot.count?.counted.seq ?? ''}`} />
    ${role === 'operator' && ballot.phase === 'declared' && html`<button class="button button-row" type="button" disabled=${!on} onClick=${() => acts.note(ballot)}>${t('desk.note_declaration')}</button>`}
  </article>`;
}

/** @param {{state: import('../../shared/state.js').State, role: Role, on: boolean, acts: Acts}} props */
export function ManualView({ state, role, on, acts }) {
  const ballots = manualBallots(ballotsInOrder(state));
  return html`<div class="certify">
    ${ballots.length === 0 && html`<p class="note">${t('desk.manual_none')}</p>`}
    ${ballots.map((ballot) => html`<${ManualCard} key=${ballot.id} ballot=${ballot} role=${role} on=${on} acts=${acts} roster=${state.roster ?? []} />`)}
  </div>`;
}
