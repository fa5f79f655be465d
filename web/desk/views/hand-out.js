// @ts-check
// Papers by name: one channel for each person. Found by search, handed out, taken back unused; and help with voting.
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';
import { findPeople } from '../roster.js';

/** People that are drawn; the search narrows. */
const SHOWN = 12;

/**
 * @param {{ballot: import('../../shared/frames.js').Ballot, roster: import('../../shared/frames.js').RosterEntry[], on: boolean,
 *   run: (act: string, person: import('../../shared/frames.js').RosterEntry) => void}} props
 */
export function HandOut({ ballot, roster, on, run }) {
  const [query, setQuery] = useState('');
  const mixed = ballot.casting === 'mixed';
  const found = query.trim() === '' ? roster.filter((person) => person.on_paper) : findPeople(roster, query, 'present').rows;
  return html`<section class="hand-out">
    <label class="search"><${Icon} name="search" size=${22} />
      <input type="search" placeholder=${t('desk.hand_out_hint')} aria-label=${t('desk.hand_out_hint')} value=${query}
        onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} /></label>
    <ul class="hand-out-list">${found.slice(0, SHOWN).map((person) => html`<li key=${person.id}>
      <span><b>${person.number}</b> ${person.name} <span class="note">${person.delegation}</span></span>
      ${person.on_paper && html`<span class="chip chip-gold">${t('desk.on_paper')}</span>`}
      <span class="row-acts">
        ${mixed && html`<button class=${`button button-row ${person.on_paper ? '' : 'button-row-strong'}`} type="button" disabled=${!on}
          onClick=${() => run(person.on_paper ? 'take_back_paper' : 'issue_paper', person)}>${t(person.on_paper ? 'desk.take_back_paper' : 'desk.issue_paper')}</button>`}
        <button class="button button-row" type="button" disabled=${!on} onClick=${() => run('note_assistance', person)}>${t('desk.assist')}</button>
      </span></li>`)}</ul>
    ${found.length > SHOWN && html`<p class="note">${t('desk.more', { n: found.length - SHOWN })}</p>`}
  </section>`;
}
