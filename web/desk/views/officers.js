// @ts-check
// Who is in the chair and who the scrutineers are, as persons.
import { Icon } from '../../shared/icons.js';
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { findPeople } from '../roster.js';

/** @typedef {import('../../shared/frames.js').RosterEntry} RosterEntry */
/** @typedef {{id: string, name: string, number: string}} Named */
/** People that are shown to choose from. */
const FOUND_MAX = 8;

/**
 * The chair as it is asked for: somebody of the roster by an exact number, else a name.
 * @param {string} typed @param {RosterEntry[]} roster
 */
export function chairFrom(typed, roster) {
  const words = typed.trim();
  const person = roster.find(({ number }) => number === words);
  return person ? { person: person.id } : { name: words };
}

/**
 * @param {{state: import('../../shared/state.js').State, on: boolean, acts: boolean,
 *   run: (type: 'name_chair'|'name_scrutineers', fields: object) => Promise<unknown>}} props acts: this role may name them
 */
export function Officers({ state, on, acts, run }) {
  const officers = state.sitting?.officers;
  const roster = state.roster ?? [];
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const [draft, setDraft] = useState(/** @type {{people: Named[], chief: string|null}|null} */ (null));
  const now = draft ?? { people: officers?.scrutineers ?? [], chief: officers?.chief ?? null };
  const found = query.trim() === '' ? [] : findPeople(roster.filter(({ voting }) => voting), query, 'all').rows.slice(0, FOUND_MAX);
  const has = (/** @type {string} */ id) => now.people.some((one) => one.id === id);
  // What was refused stays to be put right.
  const save = async () => { if (await run('name_scrutineers', { people: now.people.map(({ id }) => id), chief: now.chief })) setDraft(null); };
  return html`<div class="officers">
    <section class="card"><h2>${t('officers.chair')}</h2>
      <p><b>${officers?.chair?.name ?? t('officers.none')}</b></p>
      ${acts && html`<form onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); run('name_chair', { chair: chairFrom(typed, roster) }); setTyped(''); }}>
        <label class="field"><span>${t('officers.chair_name')}</span>
          <input value=${typed} autocomplete="off" onInput=${(/** @type {any} */ event) => setTyped(event.target.value)} /></label>
        <button class="button" disabled=${!on || typed.trim() === ''}>${t('officers.name_chair')}</button></form>`}
    </section>
    <section class="card"><h2>${t('officers.scrutineers')}</h2>
      ${now.people.length === 0 && html`<p class="empty">${t('officers.none')}</p>`}
      <ul>${now.people.map((one) => html`<li key=${one.id}><b>${one.number} ${one.name}</b>
        ${one.id === now.chief && html` <span class="chip">${t('officers.chief')}</span>`}
        ${acts && html`<button class="button button-row" type="button" disabled=${!on || one.id === now.chief} onClick=${() => setDraft({ ...now, chief: one.id })}>${t('officers.make_chief')}</button>
          <button class="button button-row" type="button" disabled=${!on}
            onClick=${() => setDraft({ people: now.people.filter(({ id }) => id !== one.id), chief: now.chief === one.id ? null : now.chief })}>${t('officers.remove')}</button>`}
      </li>`)}</ul>
      ${acts && html`<div class="finder"><label class="search"><${Icon} name="search" size=${22} />
          <input type="search" placeholder=${t('desk.recusal_person')} aria-label=${t('desk.recusal_person')} value=${query}
            onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} /></label></div>
        <ul>${found.filter(({ id }) => !has(id)).map((person) => html`<li key=${person.id}><b>${person.number} ${person.name}</b> <span class="note">${person.delegation}</span>
          <button class="button button-row" type="button" disabled=${!on}
            onClick=${() => { setDraft({ ...now, people: [...now.people, person] }); setQuery(''); }}>${t('officers.add')}</button></li>`)}</ul>
        <p class="note">${t('officers.hint')}</p>
        <button class="button button-primary" type="button" disabled=${!on || draft === null} onClick=${save}>${t('officers.save')}</button>`}
    </section>
  </div>`;
}
