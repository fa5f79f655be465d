// @ts-check
import { agendaWord, formHint, isLong, kindWord } from '../../shared/ballot-words.js';
import { dayText, remainingText, secondsLeft } from '../../shared/clock.js';
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { methodWord } from '../../shared/manual.js';
import { isLive } from '../../shared/state.js';
import { SealCode } from './seal-code.js';

const LAST_SECONDS = 10;

/** The line above every paper: secrecy, item of the agenda, form, time left. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote, hint?: boolean, code?: boolean}} props */
export function Meta({ session, vote, hint = false, code = hint }) {
  const { ballot } = vote;
  return html`
    <div class="meta">
      <span class=${`chip ${ballot.secrecy !== 'secret' ? 'chip-gold' : ''}`}>
        <${Icon} name=${ballot.secrecy !== 'secret' ? 'userCheck' : 'lock'} size=${16} />${methodWord(ballot)}
      </span>
      ${hint && html`<span class="chip chip-hint">${formHint(ballot)}</span>`}
      ${!ballot.binding && html`<span class="chip chip-gold chip-poll">${t(isLong(ballot) ? 'agenda.poll_long' : 'agenda.poll_quick')}</span>`}
      <span class="meta-item">${agendaWord(ballot)}<span class="meta-kind"> · ${kindWord(ballot)}</span></span>
      ${hint && ballot.form.kind === 'marks' && html`<span class="meta-wide">${t(`matrix.blank_${ballot.form.blank_rows}`)}</span>`}
      ${code && ballot.hash && html`<span class="meta-wide"><${SealCode} vote=${vote} /></span>`}
      ${isLive(ballot) && html`<${Countdown} session=${session} ballot=${ballot} />`}
      ${vote.suspended && html`<${Suspended} vote=${vote} />`}
    </div>`;
}

/** Lies over the line, so that nothing moves. @param {{vote: import('../scene.js').Vote}} props */
function Suspended({ vote: { ballot, draft, recorded } }) {
  const { cause = 'chair', reason = '' } = ballot.suspension ?? {};
  return html`
    <div class="banner banner-over" role="status">
      <${Icon} name="pause" size=${26} />
      <span>${t(draft || recorded ? 'vote.suspended_kept' : 'vote.suspended_wait')}</span>
      <span class="banner-note">${reason ? t('suspension.reason', { reason }) : t(`suspension.${cause}`)}</span>
      ${typeof ballot.suspension?.remaining_ms === 'number' && html`<span class="banner-time">${t('time.left')} <b class="num">${remainingText(ballot.suspension.remaining_ms)}</b></span>`}
    </div>`;
}

/** @param {{session: import('../session.js').Session, ballot: import('../../shared/frames.js').Ballot}} props */
function Countdown({ session, ballot }) {
  if (ballot.suspension) return null;
  if (ballot.deadline_ms === null) return html`<p class="time time-open">${t('time.by_chair')}</p>`;
  if (isLong(ballot)) return html`<p class="time time-open">${t('agenda.until', { time: dayText(ballot.deadline_ms) })}</p>`;
  const left = ballot.deadline_ms - session.clock.tick.value;
  const last = secondsLeft(left) <= LAST_SECONDS;
  return html`
    <p class=${`time ${last ? 'time-last' : ''}`} role="timer">
      ${ballot.last_call && !last && html`<span class="chip chip-gold">${t('time.last_call')}</span>`}
      <span>${t('time.left')}</span> <b class="num">${remainingText(left)}</b>
    </p>`;
}
