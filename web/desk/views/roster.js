// @ts-check
// Sign-in: who is here, person by person and delegation by delegation.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';
import { usesOf } from '../mandates.js';
import { findPeople, shareText } from '../roster.js';
import { PersonRow } from './person-row.js';

/** @typedef {import('../../shared/frames.js').Attendance} Attendance */
/** @typedef {import('../roster.js').Show} Show */
/** @type {Show[]} */
const SHOWS = ['all', 'absent', 'present', 'offline'];

/** @param {{attendance: Attendance|null, connected: number|undefined}} props */
const Counts = ({ attendance, connected }) => (attendance === null ? null : html`<dl class="counts" aria-live="polite">
  ${/** @type {[string, any][]} */ ([
    [t('count.expected'), attendance.expected], [t('count.present'), attendance.present], [t('count.absent'), attendance.absent],
    [t('count.on_leave'), attendance.on_leave], [t('count.nonvoting'), attendance.nonvoting_present], [t('desk.online'), connected ?? '–'],
  ]).map(([word, n]) => html`<div key=${word}><dt>${word}</dt><dd>${n}</dd></div>`)}
  <div class="quorum"><dt>${t('count.quorum')} ${attendance.quorum.needed}</dt>
    <dd class=${attendance.quorum.met ? 'good' : 'bad'}><${Icon} name=${attendance.quorum.met ? 'check' : 'x'} size=${26} stroke=${3} />
      ${t(attendance.quorum.met ? 'count.quorum_met' : 'count.quorum_not_met')}</dd></div>
</dl>`);

/** @param {{attendance: Attendance|null, onPick: (name: string) => void}} props */
const Delegations = ({ attendance, onPick }) => html`<aside class="table-wrap delegations" tabindex="0"><table class="table">
  <thead><tr><th scope="col">${t('desk.delegations')}</th><th scope="col" class="num">${t('count.expected')}</th>
    <th scope="col" class="num">${t('count.present')}</th><th scope="col" class="num">${t('desk.share')}</th></tr></thead>
  <tbody>${(attendance?.delegations ?? []).map(({ name, expected, present }) => html`<tr key=${name}>
    <td><button class="plain-link" type="button" onClick=${() => onPick(name)}>${name}</button></td>
    <td class="num">${expected}</td><td class="num"><b>${present}</b></td><td class="num">${shareText(present, expected)}</td></tr>`)}</tbody>
</table></aside>`;

/**
 * @param {{state: import('../../shared/state.js').State, query: string, show: Show, on: boolean, acts: boolean,
 *   setQuery: (query: string) => void, setShow: (show: Show) => void, run: (act: string, person: any) => void}} props
 *   acts: this role may sign people in
 */
export function Roster({ state, query, show, on, acts, setQuery, setShow, run }) {
  const video = ['recorded', 'counted'].includes(state.sitting?.video ?? 'refused');
  const { rows, n } = findPeople(state.roster ?? [], query, show);
  const uses = usesOf(state);
  return html`<div class="roster">
    <${Counts} attendance=${state.attendance} connected=${state.presence?.connected} />
    <div class="roster-body">
      <section class="people">
        <div class="finder">
          <label class="search"><${Icon} name="search" size=${22} />
            <input type="search" placeholder=${t('desk.search')} aria-label=${t('desk.search')} value=${query}
              onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} /></label>
          <div class="choices" role="group">
            ${SHOWS.map((name) => html`<button key=${name} type="button" class="choice" aria-pressed=${name === show ? 'true' : 'false'}
              onClick=${() => setShow(name)}>${t(`desk.show_${name}`)}</button>`)}
          </div>
          <span class="note" role="status">${n > rows.length ? t('desk.found_more', { n, shown: rows.length }) : t('desk.found', { n })}</span>
        </div>
        <div class="table-wrap" tabindex="0"><table class="table people-table">
          <thead><tr>${['terminal', 'number', 'name', 'delegation', 'seat', 'state'].map((key) => html`<th scope="col" key=${key}>${t(`desk.${key}`)}</th>`)}
            ${uses.weights && html`<th scope="col" class="num">${t('desk.weight')}</th>`}
            ${uses.proxies && html`<th scope="col">${t('count.represented')}</th>`}
            ${acts && html`<th scope="col"></th>`}</tr></thead>
          <tbody>${rows.map((person) => html`<${PersonRow} key=${person.id} person=${person} on=${on} acts=${acts} video=${video} uses=${uses} run=${run} />`)}</tbody>
        </table>
        ${rows.length === 0 && html`<p class="empty">${t('desk.none')}</p>`}</div>
      </section>
      <${Delegations} attendance=${state.attendance} onPick=${setQuery} />
    </div>
  </div>`;
}
