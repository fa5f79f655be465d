// @ts-check
// The chair's console as a function of what is known.
import { html } from '../shared/ui.js';
import { Watermark } from '../shared/watermark.js';
import { t } from '../shared/words.js';
import { focusBallot, nextAct } from './acts.js';
import { noteFor } from './notes.js';
import { Agenda } from './views/agenda.js';
import { BallotDesk } from './views/desk.js';
import { Fallback } from './views/manual.js';
import { PlacesActs } from './views/places.js';
import { Buttons } from './views/buttons.js';
import { People } from './views/people.js';
import { Rooms } from './views/rooms.js';
import { SittingLine } from './views/sitting.js';
import { LinkBanner, Top } from './views/top.js';

/**
 * @param {{state: import('../shared/state.js').State, status: import('../shared/link.js').Status, chosen: string|null,
 *   refusal: string|null, busy: boolean, now_ms: number, choose: (id: string) => void, takeBack: () => void,
 *   press: (act: any, ballot: import('../shared/frames.js').Ballot|null) => void,
 *   room?: (act: string, ballot: import('../shared/frames.js').Ballot, room: string) => void}} props
 */
export function Chair({ state, status, chosen, refusal, busy, now_ms, choose, takeBack, press, room = () => {} }) {
  const ballot = focusBallot(state, chosen);
  const note = ballot && noteFor(state, ballot, refusal);
  return html`<div class=${`console ${status.state === 'lost' ? 'console-lost' : ''}`}>
    <${Top} state=${state} status=${status} place=${t('chair.title')} />
    <${LinkBanner} status=${status} onBack=${takeBack} />
    <${SittingLine} state=${state} on=${status.state === 'online' && !busy} onOpen=${() => press('open_sitting', ballot)} />
    <div class="panes">
      <${Agenda} state=${state} current=${ballot?.id ?? null} onChoose=${choose} />
      <main class="pane">
        ${ballot
          ? html`<${BallotDesk} state=${state} ballot=${ballot} now_ms=${now_ms} />
            <div class="side-acts">
              <${People} state=${state} ballot=${ballot} on=${status.state === 'online' && !busy} press=${(/** @type {any} */ act) => press(act, ballot)} />
              <${PlacesActs} ballot=${ballot} on=${status.state === 'online' && !busy} press=${(/** @type {any} */ act) => press(act, ballot)} />
              <${Fallback} ballot=${ballot} on=${status.state === 'online' && !busy} press=${(/** @type {any} */ act) => press(act, ballot)} />
            </div>
            <${Rooms} state=${state} ballot=${ballot} on=${status.state === 'online' && !busy}
              run=${(/** @type {string} */ act, /** @type {string} */ id) => room(act, ballot, id)} />
            <p class=${`note-line ${note?.tone ?? ''}`} role="status">${note?.text}</p>
            <${Buttons} ballot=${ballot} next=${nextAct(state, ballot)} on=${status.state === 'online'} busy=${busy}
              press=${(/** @type {any} */ act) => press(act, ballot)} />`
          : html`<p class="empty">${t(state.epoch === null ? 'link.connecting' : 'chair.empty')}</p>`}
      </main>
    </div>
    <${Watermark} rehearsal=${state.sitting?.rehearsal} />
  </div>`;
}
