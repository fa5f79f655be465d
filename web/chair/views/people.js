// @ts-check
// Persons on the chair's desk: who is in the chair, who is recused, whose turn it is in a roll call.
import { Icon } from '../../shared/icons.js';
import { rollOf } from '../../shared/state.js';
import { html } from '../../shared/ui.js';
import { lang, t } from '../../shared/words.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').Officers} Officers */

/** @param {(string|undefined)[]} names */
const listed = (names) => names.filter(Boolean).join(lang.value === 'zh' ? '、' : ', ');

/** Names under a result, as far as there are any. @param {Officers|null|undefined} officers @returns {string} */
export function officerWords(officers) {
  if (!officers) return '';
  const chief = officers.scrutineers.find(({ id }) => id === officers.chief);
  const scrutineers = listed(officers.scrutineers.map(({ name }) => name));
  return [
    officers.chair && t('officers.in_chair', { name: officers.chair.name }),
    chief && `${t('officers.chief')} ${chief.name}`,
    scrutineers && `${t('officers.scrutineers')} ${scrutineers}`,
  ].filter(Boolean).join(' · ');
}

/**
 * @param {{state: import('../../shared/state.js').State, ballot: Ballot, on: boolean,
 *   press: (act: 'hand_over'|'no_answer') => void}} props on: something can be sent
 */
export function People({ state, ballot, on, press }) {
  const chair = state.sitting?.officers?.chair;
  const recused = ballot.recused ?? [];
  const roll = ballot.phase === 'open' || ballot.phase === 'suspended' ? rollOf(state, ballot) : null;
  return html`<div class="people-lines">
    ${roll && html`<section class="roll" aria-live="polite">
      <b>${roll.called ? t('roll.called', { name: `${roll.called.name} ${roll.called.number}` }) : t('roll.none')}</b>
      <span class="note">${[t('roll.round', { round: roll.round }), roll.passed > 0 && t('roll.passed', { n: roll.passed }),
        roll.next.length > 0 && t('roll.next', { names: listed(roll.next.map(({ name }) => name)) })].filter(Boolean).join(' · ')}</span>
      ${roll.called && html`<button class="button button-small" type="button" disabled=${!on || ballot.phase !== 'open'}
        onClick=${() => press('no_answer')}>${t('roll.no_answer')}</button>`}
    </section>`}
    ${recused.length > 0 && html`<p class="note"><${Icon} name="scale" size=${18} /> ${t('count.recused')} ${recused.length}${lang.value === 'zh' ? '：' : ': '}${listed(recused.map(({ person }) => person.name))}</p>`}
    <p class="note">${chair ? t('officers.in_chair', { name: chair.name }) : ''}
      <button class="button button-quiet button-small" type="button" disabled=${!on} onClick=${() => press('hand_over')}>${t('chair.hand_over')}</button></p>
  </div>`;
}
