// @ts-check
// Who is recused from one ballot, and from what: found by number or name, recorded with a reason.
import { Icon } from '../../shared/icons.js';
import { itemsOf } from '../../shared/ballot-words.js';
import { html, useState } from '../../shared/ui.js';
import { lang, t } from '../../shared/words.js';
import { findPeople } from '../roster.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').Recusal} Recusal */
/** @typedef {import('../../shared/frames.js').RosterEntry} RosterEntry */
/** People that are shown to choose from. */
const FOUND_MAX = 8;

/** What a recusal is from, by the numbers on the paper. @param {Ballot} ballot @param {Recusal} recusal */
export function scopeWords(ballot, { rows }) {
  if (rows === null) return t('recusal.all');
  const items = itemsOf(ballot);
  const numbers = rows.map((row) => items.findIndex((item) => item.id === row) + 1);
  return t('desk.recusal_rows', { rows: numbers.join(lang.value === 'zh' ? '、' : ', ') });
}

/** Recusals can be recorded from ready to the close. @param {Ballot} ballot */
export const takesRecusals = ({ phase, recusal }) => Boolean(recusal?.allowed) && ['ready', 'open', 'suspended'].includes(phase);

/**
 * @param {{ballot: Ballot, roster: RosterEntry[], on: boolean, onAdd: (person: RosterEntry) => void,
 *   onWithdraw: (recusal: Recusal) => void, onBack: () => void}} props
 */
export function Recusals({ ballot, roster, on, onAdd, onWithdraw, onBack }) {
  const [query, setQuery] = useState('');
  const recused = ballot.recused ?? [];
  const found = query.trim() === '' ? [] : findPeople(roster, query, 'all').rows.slice(0, FOUND_MAX);
  return html`<section class="card recusals">
    <h2>${t('desk.recusals_of', { title: ballot.title })}</h2>
    ${recused.length === 0 && html`<p class="empty">${t('desk.recusal_none')}</p>`}
    <ul>${recused.map((one) => html`<li key=${one.person.id}>
      <b>${one.person.number} ${one.person.name}</b> <span class="chip">${scopeWords(ballot, one)}</span> <span class="note">${one.reason}</span>
      ${ballot.phase === 'ready' && html`<button class="button button-row" type="button" disabled=${!on} onClick=${() => onWithdraw(one)}>${t('desk.recusal_withdraw')}</button>`}
    </li>`)}</ul>
    ${takesRecusals(ballot) && html`<div class="finder"><label class="search"><${Icon} name="search" size=${22} />
      <input type="search" placeholder=${t('desk.recusal_person')} aria-label=${t('desk.recusal_person')} value=${query}
        onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} /></label></div>
      ${ballot.phase !== 'ready' && html`<p class="note warn">${t('desk.recusal_open')}</p>`}
      <ul>${found.map((person) => html`<li key=${person.id}><b>${person.number} ${person.name}</b> <span class="note">${person.delegation}</span>
        <button class="button button-row" type="button" disabled=${!on} onClick=${() => { setQuery(''); onAdd(person); }}>${t('desk.recusal_add')}</button></li>`)}</ul>`}
    <button class="button" type="button" onClick=${onBack}>${t('act.back')}</button>
  </section>`;
}
