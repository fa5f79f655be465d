// @ts-check
// While the hall votes, and while voting is suspended.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { dayText, remainingText, secondsLeft } from '../../shared/clock.js';
import { isLong } from '../../shared/ballot-words.js';
import { rollOf } from '../../shared/state.js';
import { byPeople, takesTablets } from '../../shared/manual.js';
import { tallyOf } from '../scene.js';
import { Head, Title, VotingFoot } from './frame.js';
import { LiveTally } from './live.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** From here on the clock is drawn in the colour of attention. */
const LAST_SECONDS = 10;

/** @param {{ballot: Ballot, now_ms: number}} props */
function Clock({ ballot, now_ms }) {
  if (ballot.suspension) {
    const left = ballot.suspension.remaining_ms;
    return html`<div class="figure end"><span class="label">${t('screen.clock_stopped')}</span>
      <b class="huge">${left === null ? '–' : remainingText(left)}</b></div>`;
  }
  if (ballot.deadline_ms === null) {
    return html`<div class="figure end"><span class="label">${t('screen.chair_closes')}</span><b class="large">${t('time.no_limit')}</b></div>`;
  }
  if (isLong(ballot)) {
    return html`<div class="figure end"><span class="label">${t('agenda.until_label')}</span><b class="large">${dayText(ballot.deadline_ms)}</b></div>`;
  }
  const left = ballot.deadline_ms - now_ms;
  return html`<div class="figure end"><span class="label">${t('screen.remaining')}</span>
    <b class=${`huge ${secondsLeft(left) <= LAST_SECONDS ? 'soon' : ''}`} role="timer">${remainingText(left)}</b></div>`;
}

/** @param {{ballot: Ballot, state: import('../../shared/state.js').State, voted: number|null, tally: import('../../shared/frames.js').Tally|null}} props */
function Turnout({ ballot, state, voted, tally }) {
  const mine = state.turnout?.ballot === ballot.id ? state.turnout : null;
  // Beside the totals of a secret ballot there is no turnout: they say themselves how many they are of.
  if (tally && !mine) {
    return html`<div class="figure"><span class="label">${t('screen.voted')}</span><b class="huge">${tally.voted}</b></div>`;
  }
  if (ballot.show_while_open === 'nothing' || !mine || voted === null) return html`<div class="figure"></div>`;
  const present = state.attendance?.present === mine.eligible;
  return html`<div class="figure">
    <span class="label">${t(present ? 'screen.voted_present' : 'screen.voted_eligible')}</span>
    <span><b class="huge">${voted}</b><span class="of">/ ${mine.eligible}</span></span>
  </div>`;
}

/** @param {{part: number}} props */
const TurnoutBar = ({ part }) => html`<div class="bar turnout" role="presentation">
  <div class="fill" style=${{ width: `${Math.min(100, part * 100)}%` }}></div>
</div>`;

/** @param {import('../../shared/frames.js').Suspension} suspension */
function causeWords({ cause, reason }) {
  if (cause === 'chair') return reason ? t('screen.cause_chair_reason', { reason }) : t('screen.cause_chair');
  return t(`screen.cause_${cause}`);
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot}} props */
function Call({ state, ballot }) {
  if (ballot.suspension) {
    return html`<div class="call" aria-live="polite"><p class="suspended">${t('screen.suspended')}</p>
      <p class="second">${causeWords(ballot.suspension)}　${t('screen.kept')}</p></div>`;
  }
  const roll = rollOf(state, ballot);
  if (roll) {
    return html`<div class="call" aria-live="polite"><p>${roll.called ? t('roll.called', { name: roll.called.name }) : t('roll.none')}</p>
      <p class="second">${[roll.called?.delegation, t('roll.round', { round: roll.round })].filter(Boolean).join(' · ')}</p></div>`;
  }
  return html`<div class="call" aria-live="polite"><p>${t(ballot.last_call && takesTablets(ballot) ? 'screen.last_call' : byPeople(ballot) ? `hall.${ballot.casting}` : 'hall.open')}</p></div>`;
}

/** Where the own room stands, or all of them; never how many have voted in one. @param {{ballot: Ballot, room: string|null}} props */
function Rooms({ ballot, room }) {
  const { rooms } = ballot;
  if (!rooms) return null;
  const own = rooms.find(({ id }) => id === room);
  const of = (/** @type {string} */ phase) => rooms.filter((one) => one.phase === phase).length;
  const words = own ? `${own.title} · ${t(`room.phase_${own.phase}`)}`
    : t('room.summary', { all: rooms.length, open: of('open'), closed: of('closed') });
  return html`<p class="second rooms" aria-live="polite">${words}</p>`;
}

/** @param {{state: import('../../shared/state.js').State, ballot: Ballot, voted: number|null, now_ms: number, room?: string|null}} props */
export function Voting({ state, ballot, voted, now_ms, room = null }) {
  const eligible = state.turnout?.ballot === ballot.id ? state.turnout.eligible : 0;
  const tally = tallyOf(state, ballot);
  return html`<${Head} sitting=${state.sitting} ballot=${ballot} />
    <main class=${`voting ${tally ? 'with-tally' : ''} ${ballot.suspension ? 'is-suspended' : ''}`}>
      <${Title} ballot=${ballot} small=${tally !== null} />
      <${Call} state=${state} ballot=${ballot} />
      <${Rooms} ballot=${ballot} room=${room} />
      ${tally && html`<${LiveTally} key=${ballot.id} ballot=${ballot} tally=${tally} />`}
      <div class="figures">
        <${Turnout} ballot=${ballot} state=${state} voted=${voted} tally=${tally} />
        <${Clock} ballot=${ballot} now_ms=${now_ms} />
      </div>
      ${ballot.show_while_open !== 'nothing' && eligible > 0 && voted !== null && html`<${TurnoutBar} part=${voted / eligible} />`}
    </main>
    <${VotingFoot} ballot=${ballot} attendance=${state.attendance} record=${state.record} />`;
}
