// @ts-check
// One ballot in several rooms: where each stands, who is there, and the two acts. Nothing here says how many have voted.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** @typedef {import('../../shared/frames.js').BallotRoom} BallotRoom */

/** What may be done with a room now. @param {import('../../shared/frames.js').Ballot} ballot @param {BallotRoom} room @returns {('open_room'|'close_room')[]} */
export function roomActs({ phase }, room) {
  if (phase !== 'open' || room.phase === 'closed') return [];
  return room.phase === 'waiting' ? ['open_room', 'close_room'] : ['close_room'];
}

/**
 * @param {{state: import('../../shared/state.js').State, ballot: import('../../shared/frames.js').Ballot, on: boolean,
 *   only?: string|null, run: (act: string, room: string) => void}} props only: this room
 */
export function Rooms({ state, ballot, on, only = null, run }) {
  const rooms = (ballot.rooms ?? []).filter(({ id }) => only === null || id === only);
  if (rooms.length === 0) return null;
  const here = new Map((state.attendance?.rooms ?? []).map((room) => [room.id, room]));
  return html`<section class="rooms-list" aria-label=${t('room.title')}>
    <ul>${rooms.map((room) => {
      const figures = here.get(room.id);
      return html`<li key=${room.id} class=${`room room-${room.phase}`}>
        <b>${room.title}</b><span class=${`chip ${room.phase === 'open' ? 'chip-strong' : ''}`}>${t(`room.phase_${room.phase}`)}</span>
        ${figures && html`<span class="note">${t('room.present', figures)}</span>`}
        <span class="room-acts">${roomActs(ballot, room).map((act) => html`<button key=${act} type="button" class="button button-small"
          disabled=${!on} onClick=${() => run(act, room.id)}>${t(act === 'open_room' ? 'room.open' : 'room.close')}</button>`)}</span>
      </li>`;
    })}</ul>
  </section>`;
}
