// @ts-check
// Rooms: where each stands in the ballot that runs, which rooms there are, and who is invited to a poll that grows.
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { isLive, ballotsInOrder } from '../../shared/state.js';
import { Rooms } from '../../chair/views/rooms.js';
import { findNumbers, parseRooms, roomsText } from '../rooms.js';

/** @typedef {import('../../shared/state.js').State} State */
/** @typedef {import('../../shared/frames.js').Ballot} Ballot */

/**
 * @param {{state: State, on: boolean, acts: boolean, only: string|null, run: (act: string, ballot: Ballot, room: string) => void,
 *   save: (rooms: import('../../shared/frames.js').Room[]) => void, invite: (ballot: Ballot, delegates: string[]) => void}} props
 *   only: the room of this desk, /desk?room=east
 */
export function RoomsView({ state, on, acts, only, run, save, invite }) {
  const live = ballotsInOrder(state).filter(isLive);
  const held = live.find((ballot) => ballot.rooms) ?? null;
  return html`<div class="rooms-tab">
    ${held && html`<section class="card rooms-card"><h2>${held.title}</h2>
      <${Rooms} state=${state} ballot=${held} on=${on && acts} only=${only}
        run=${(/** @type {string} */ act, /** @type {string} */ room) => run(act, held, room)} /></section>`}
    ${live.filter((ballot) => ballot.growing).map((ballot) => html`<${Invite} key=${ballot.id} ballot=${ballot} state=${state} on=${on && acts} invite=${invite} />`)}
    ${only === null && html`<${Edit} key=${roomsText(state.sitting?.rooms ?? [])} state=${state} on=${on && acts && !held} save=${save} />`}
  </div>`;
}

/** @param {{state: State, on: boolean, save: (rooms: import('../../shared/frames.js').Room[]) => void}} props */
function Edit({ state, on, save }) {
  const known = roomsText(state.sitting?.rooms ?? []);
  const [text, setText] = useState(known);
  const { rooms, bad } = parseRooms(text);
  return html`<section class="card rooms-card">
    <h2>${t('room.edit')}</h2>
    ${known === '' && html`<p class="note">${t('room.none')}</p>`}
    <label><span class="note">${t('room.edit_help')}</span>
      <textarea class="rooms-text" rows="6" value=${text} disabled=${!on} onInput=${(/** @type {any} */ event) => setText(event.target.value)}></textarea></label>
    ${bad !== null && html`<p class="note bad" role="alert">${t('room.bad_line', { n: bad })}</p>`}
    <button class="button button-ink" type="button" disabled=${!on || bad !== null || text === known} onClick=${() => save(rooms)}>${t('room.save')}</button>
  </section>`;
}

/** @param {{ballot: Ballot, state: State, on: boolean, invite: (ballot: Ballot, delegates: string[]) => void}} props */
function Invite({ ballot, state, on, invite }) {
  const [text, setText] = useState('');
  const { ids, unknown } = findNumbers(state.roster ?? [], text);
  const beside = state.presence?.polls?.find((poll) => poll.ballot === ballot.id);
  return html`<section class="card rooms-card">
    <h2>${ballot.title}</h2>
    <p class="note">${[t('desk.growing'), beside && t('poll.turnout', beside)].filter(Boolean).join(' · ')}</p>
    <label><span class="note">${t('poll.invite_help')}</span>
      <input class="rooms-input" value=${text} disabled=${!on} onInput=${(/** @type {any} */ event) => setText(event.target.value)} /></label>
    ${unknown.length > 0 && html`<p class="note bad" role="alert">${t('poll.unknown_numbers', { numbers: unknown.join(' ') })}</p>`}
    <button class="button button-ink" type="button" disabled=${!on || ids.length === 0 || unknown.length > 0}
      onClick=${() => { invite(ballot, ids); setText(''); }}>${t('poll.invite')}</button>
  </section>`;
}
