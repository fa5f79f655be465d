// @ts-check
// One person of the roster and what the desk may do for them.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';

/** @typedef {import('../../shared/frames.js').RosterEntry} RosterEntry */

/** @param {{person: RosterEntry}} props */
function State({ person }) {
  if (person.present) return html`<span class="outcome good"><${Icon} name="check" size=${18} stroke=${3} /> ${t('desk.present')}
    ${person.via === 'video' && html` <span class="tag">${t('desk.present_video')}</span>`}</span>`;
  if (person.on_leave) return html`<span class="outcome warn"><${Icon} name="minus" size=${18} stroke=${3} /> ${t('desk.on_leave')}</span>`;
  return html`<span class="outcome quiet">${t('desk.absent')}</span>`;
}

/** @param {{person: RosterEntry, on: boolean, acts: boolean, video?: boolean,
 *   run: (act: string, person: RosterEntry) => void}} props video: people may attend by video */
export function PersonRow({ person, on, acts, video = false, run }) {
  const act = (/** @type {string} */ name, /** @type {string} */ word, strong = false) => html`
    <button type="button" class=${`button button-row ${strong ? 'button-row-strong' : ''}`} disabled=${!on}
      aria-label=${`${t(word)} ${person.number} ${person.name}`} onClick=${() => run(name, person)}>${t(word)}</button>`;
  return html`<tr>
    <td><span class=${`terminal ${person.connected ? '' : 'quiet'}`}><span class=${`lamp ${person.connected ? '' : 'lamp-none'}`}></span>
      ${t(person.connected ? 'desk.online' : 'desk.offline')}</span></td>
    <td class="nowrap">${person.number}</td><td><b>${person.name}</b>${!person.voting && html` <span class="tag">${t('desk.nonvoting')}</span>`}</td>
    <td>${person.delegation}</td><td class="nowrap">${person.seat}</td><td><${State} person=${person} /></td>
    ${acts && html`<td class="row-acts">
      ${person.present ? act('check_out_delegate', 'desk.sign_out') : act('check_in_delegate', 'desk.sign_in', true)}
      ${act(person.on_leave ? 'end_leave' : 'leave', person.on_leave ? 'desk.end_leave' : 'desk.leave')}
      ${video && (person.via !== 'video') && act('check_in_video', 'desk.sign_in_video')}
      ${act('move', 'desk.move')}${act('link', 'desk.link')}</td>`}
  </tr>`;
}
