// @ts-check
import { html, useEffect, useRef } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { secondsLeft } from '../../shared/clock.js';
import { isLive } from '../../shared/state.js';

const LAST_SECONDS = 10;
const BUZZ_MS = 80;

/** Says aloud that a ballot opened and that it is about to close, and lets the tablet buzz. @param {{session: import('../session.js').Session}} props */
export function Announcer({ session }) {
  const scene = session.scene.value;
  const ballot = 'vote' in scene && isLive(scene.vote.ballot) ? scene.vote.ballot : null;
  const last = useRef(/** @type {string|null} */ (null));
  const opened = scene.kind === 'paper' && ballot ? ballot.id : null;
  useEffect(() => {
    // Browsers refuse, and complain, before the first touch of the page.
    if (opened && opened !== last.current && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ_MS);
    last.current = opened ?? last.current;
  }, [opened]);
  const ending = ballot?.phase === 'open' && ballot.deadline_ms !== null
    && secondsLeft(ballot.deadline_ms - session.clock.tick.value) <= LAST_SECONDS;
  return html`
    <div class="visually-hidden" aria-live="assertive">
      ${opened && ballot && `${t('hall.open')} ${ballot.title}`}
    </div>
    <div class="visually-hidden" aria-live="polite">${ending && t('time.ten')}</div>`;
}
