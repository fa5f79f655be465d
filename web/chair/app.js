// @ts-check
// The chair's console as a function of what is known.
import { html } from '../shared/ui.js';
import { t } from '../shared/words.js';
import { focusBallot, nextAct } from './acts.js';
import { noteFor } from './notes.js';
import { Agenda } from './views/agenda.js';
import { BallotDesk } from './views/desk.js';
import { Fallback } from './views/manual.js';
import { PlacesActs } from './views/places.js';
import { Buttons } from './views/buttons.js';
import { People } from './views/people.js';
import { LinkBanner, Top } from './views/top.js';

/**
 * @param {{state: import('../shared/state.js').State, status: import('../shared/link.js').Status, chosen: string|null,
 *   refusal: string|null, busy: boolean, now_ms: number, choose: (id: string) => void, takeBack: () => void,
 *   press: (act: any, ballot: import('../shared/frames.js').Ballot) => void}} props
 */
export function Chair({ state, status, chosen, refusal, busy, now_ms, choose, takeBack, press }) {
  const ballot = focusBallot(state, chosen);
  const note = ballot && noteFor(state, ballot, refusal);
  return html`<div class=${`console ${status.state === 'lost' ? 'console-lost' : ''}`}>
    <${Top} state=${state} status=${status} place=${t('chair.title')} />
    <${LinkBanner} status=${status} onBack=${takeBack} />
    <div class="panes">
      <${Agenda} state=${state} current=${ballot?.id ?? null} onChoose=${choose} />
      <main class="pane">
        ${ballot
          ? html`<${BallotDesk} state=${state} ballot=${ballot} now_ms=${now_ms} />
            <${People} state=${state} ballot=${ballot} on=${status.state === 'online' && !busy} press=${(/** @type {any} */ act) => press(act, ballot)} />
            <${PlacesActs} ballot=${ballot} on=${status.state === 'online' && !busy} press=${(/** @type {any} */ act) => press(act, ballot)} />
            <${Fallback} ballot=${ballot} on=${status.state === 'online' && !busy} press=${(/** @type {any} */ act) => press(act, ballot)} />
            <p class=${`note-line ${note?.tone ?? ''}`} role="status">${note?.text}</p>
            <${Buttons} ballot=${ballot} next=${nextAct(state, ballot)} on=${status.state === 'online'} busy=${busy}
              press=${(/** @type {any} */ act) => press(act, ballot)} />`
          : html`<p class="empty">${t(state.epoch === null ? 'link.connecting' : 'chair.empty')}</p>`}
      </main>
    </div>
  </div>`;
}
