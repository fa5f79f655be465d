// @ts-check
// One person of the roster and what the desk may do for them.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';
import { proxyText } from '../mandates.js';

/** @typedef {import('../../shared/frames.js').RosterEntry} RosterEntry */

/** @param {{person: RosterEntry}} props */
function State({ person }) {
  if (person.present) return html`<span class="outcome good"><${Icon} name="check" size=${18} stroke=${3} /> ${t('desk.present')}
    ${person.via === 'video' && html` <span class="tag">${t('desk.present_video')}</span>`}</span>`;
  if (person.on_leave) return html`<span class="outcome warn"><${Icon} name="minus" size=${18} stroke=${3} /> ${t('desk.on_leave')}</span>`;
  return html`<span class="outcome quiet">${t('desk.absent')}</span>`;
}

/** @typedef {import('../mandates.js').Uses} Uses */

/** Weight and proxy, where this sitting has them. @param {{person: RosterEntry, uses: Uses}} props */
const Mandate = ({ person, uses }) => html`
  ${uses.weights && html`<td class="num">${person.voting ? person.weight : ''}</td>`}
  ${uses.proxies && html`<td>${proxyText(person, uses)}</td>`}`;

/** @param {{person: RosterEntry, on: boolean, acts: boolean, video?: boolean, uses: Uses,
 *   run: (act: string, person: RosterEntry) => void}} props video: people may attend by video */
export function PersonRow({ person, on, acts, video = false, uses, run }) {
  const act = (/** @type {string} */ name, /** @type {string} */ word, strong = false) => html`
    <button type="button" class=${`button button-row ${strong ? 'button-row-strong' : ''}`} disabled=${!on}
      aria-label=${`${t(word)} ${person.number} ${person.name}`} onClick=${() => run(name, person)}>${t(word)}</button>`;
  return html`<tr>
    <td><span class=${`terminal ${person.connected ? '' : 'quiet'}`}><span class=${`lamp ${person.connected ? '' : 'lamp-none'}`}></span>
      ${t(person.connected ? 'desk.online' : 'desk.offline')}</span></td>
    <td class="nowrap">${person.number}</td><td><b>${person.name}</b>${!person.voting && html` <span class="tag">${t('desk.nonvoting')}</span>`}</td>
    <td>${person.delegation}</td><td class="nowrap">${person.seat}</td><td><${State} person=${person} /></td>
    <${Mandate} person=${person} uses=${uses} />
    ${acts && html`<td class="row-acts">
      ${person.present ? act('check_out_delegate', 'desk.sign_out') : act('check_in_delegate', 'desk.sign_in', true)}
      ${act(person.on_leave ? 'end_leave' : 'leave', person.on_leave ? 'desk.end_leave' : 'desk.leave')}
      ${video && (person.via !== 'video') && act('check_in_video', 'desk.sign_in_video')}
      ${person.voting && uses.weights && act('weight', 'desk.weight_set')}
      ${person.voting && uses.proxies && (person.proxy_holder ? act('proxy_end', 'desk.proxy_end') : !person.mandates_held && act('proxy_give', 'desk.proxy_give'))}
      ${act('move', 'desk.move')}${act('link', 'desk.link')}</td>`}
  </tr>`;
}
