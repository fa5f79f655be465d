// @ts-check
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';

/** The sign-in button, and what came of it. @param {{session: import('../session.js').Session, small?: boolean}} props */
export function CheckIn({ session, small = false }) {
  const { busy, refusal, unknown } = session.checkIn.value;
  const takesVideo = ['recorded', 'counted'].includes(session.state.value.sitting?.video ?? 'refused');
  const offline = session.status.value.state !== 'online';
  return html`
    <div class="check-in">
      <button class=${`button button-primary ${small ? 'button-small' : 'button-large'}`} type="button"
        disabled=${busy || offline} onClick=${() => session.signIn()}>${t(busy ? 'present.busy' : 'act.check_in')}</button>
      ${takesVideo && html`<button class=${`button ${small ? 'button-small' : ''}`} type="button" disabled=${busy || offline}
        onClick=${() => session.signIn('video')}>${t('act.check_in_video')}</button>`}
      ${(refusal || unknown) && html`<p class="check-in-note" role="status">${refusal ? say(refusal) : t('present.unknown')}</p>`}
    </div>`;
}
