// @ts-check
// Pictures that are one sentence: counting, waiting, no result, void, and the link that is lost.
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { byPeople, voidWords } from '../../shared/manual.js';
import { eligibleOf } from '../scene.js';
import { Anchor, anchored } from './anchor.js';
import { Head, ResultFoot, Title, VotingFoot } from './frame.js';
import { Mark } from './mark.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/state.js').State} State */

/** @param {{state: State, ballot: Ballot, voted: number|null}} props */
export function Counting({ state, ballot, voted }) {
  const eligible = eligibleOf(ballot, state);
  const waiting = (ballot.manual?.corrected ?? 0) > 0 && ballot.phase !== 'closed' ? 'hall.corrected'
    : ballot.write_ins?.waiting ? 'screen.ruling'
    : ballot.phase === 'closed' ? (byPeople(ballot) ? `hall.${ballot.casting === 'hands' ? 'hands' : 'paper'}_counting` : 'screen.counting')
    : ballot.phase === 'counted' && ballot.certification ? 'screen.certifying' : 'screen.waiting';
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${anchored('notice', state.record)}>
      <${Anchor} record=${state.record} />
      <${Title} ballot=${ballot} />
      <div class="statement" aria-live="polite">
        <p class="call">${t('hall.closed')}</p>
        <p class="second big">${t(waiting)}</p>
        ${eligible !== null && voted !== null && html`<p class="second">${t('screen.voted_of', { voted, eligible })}</p>`}
      </div>
    </main>
    <${VotingFoot} ballot=${ballot} attendance=${state.attendance} record=${state.record} />`;
}

/** @param {{state: State, ballot: Ballot, head: any}} props */
export function NoResult({ state, ballot, head }) {
  const count = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  const reason = count.outcome.reason === 'no_papers' ? t('screen.no_papers') : '';
  const sentence = say(count.sentence);
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${anchored('notice', state.record)}>
      <${Anchor} record=${state.record} />
      <${Title} ballot=${ballot} />
      <div class="statement" aria-live="polite">
        <p class="call">${t('verdict.no_result')}</p>
        <p class="second big">${reason || sentence}</p>${head}
      </div>
    </main>
    <${ResultFoot} ballot=${ballot} record=${state.record} />`;
}

/** @param {{state: State, ballot: Ballot}} props */
export const Voided = ({ state, ballot }) => html`<${Head} sitting=${state.sitting} ballot=${ballot} />
  <main class="notice">
    <${Title} ballot=${ballot} />
    <div class="statement" aria-live="assertive">
      <p class="call bad"><${Mark} shape="fail" /> ${voidWords(ballot)}</p>
    </div>
  </main>
  <${VotingFoot} ballot=${ballot} attendance=${state.attendance} record=${state.record} />`;

/** @type {Record<number, string>} */
const FINAL = { 4500: 'screen.signed_out', 4501: 'screen.superseded' };

/**
 * In place of everything else: no figure stays on the wall while nobody knows whether it still holds.
 * @param {{state: State, status: import('../../shared/link.js').Status}} props
 */
export function Lost({ state, status }) {
  const first = status.state === 'connecting' || state.epoch === null;
  const words = status.state === 'final' ? FINAL[status.code ?? 0] ?? 'screen.reload' : first ? 'screen.first' : 'screen.lost_note';
  return html`<main class="lost" role="alert">
    <p class="second">${state.sitting?.title}</p>
    <p class="call">${!first && html`<${Mark} shape="cut" /> `}${t(first && status.state !== 'final' ? 'link.connecting' : 'link.lost')}</p>
    <p class="second big">${t(words)}</p>
  </main>`;
}
