// @ts-check
// Names written in, each with what it counts as. The count waits for the scrutineers; which names stood on one paper is
// shown to nobody.
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { itemsOf } from '../../shared/ballot-words.js';
import { missingRulings, namesToRule, rulings, saidOf } from '../rulings.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../rulings.js').Said} Said */

/** @param {{ballot: Ballot, name: string, papers: number, said: Said, on: boolean, onSay: (said: Said) => void}} props */
function NameRow({ ballot, name, papers, said, on, onSay }) {
  const others = namesToRule(ballot).map((each) => each.name).filter((each) => each !== name);
  const choose = (/** @type {any} */ event) => {
    const [as, ...value] = event.target.value.split(':');
    onSay({ as, value: value.join(':') });
  };
  const typed = said.as === 'other' || said.as === 'invalid';
  const chosen = typed ? `${said.as}:` : `${said.as}:${said.value}`;
  return html`<tr>
    <th scope="row">${name}</th><td class="num">${papers}</td>
    <td><select aria-label=${t('rulings.as', { name })} disabled=${!on} value=${chosen} onChange=${choose}>
        <option value=":">${t('rulings.none')}</option>
        <option value="own:">${t('rulings.own')}</option>
        ${others.map((other) => html`<option key=${other} value=${`same:${other}`}>${t('rulings.same', { name: other })}</option>`)}
        <option value="other:">${t('rulings.other')}</option>
        ${itemsOf(ballot).map((item) => html`<option key=${item.id} value=${`listed:${item.id}`}>${t('rulings.listed', { name: item.title })}</option>`)}
        <option value="invalid:">${t('rulings.invalid')}</option>
      </select>
      ${typed && html`<input autocomplete="off" disabled=${!on} aria-label=${t(`rulings.${said.as}`)} placeholder=${t(`rulings.${said.as}_hint`)} value=${said.value}
        onInput=${(/** @type {any} */ event) => onSay({ as: said.as, value: event.target.value })} />`}</td>
  </tr>`;
}

/**
 * @param {{ballot: Ballot, role: import('../acts.js').Role, on: boolean,
 *   onRule: (ballot: Ballot, rulings: {name: string, as: import('../../shared/frames.js').RuledAs}[]) => void}} props
 */
export function RulingCard({ ballot, role, on, onRule }) {
  const [said, setSaid] = useState(/** @type {Record<string, Said>} */ ({}));
  const names = namesToRule(ballot);
  const automatic = (ballot.write_ins?.names ?? []).filter((name) => name.automatic);
  const missing = missingRulings(ballot, said);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const ruled = rulings(ballot, said);
    if (ruled) onRule(ballot, ruled);
  };
  return html`<article class="card count-card">
    <header><h2>${ballot.title}</h2><span class="chip chip-gold">${t('rulings.waiting')}</span></header>
    <p class="note">${t('rulings.body')}</p>
    ${automatic.length > 0 && html`<p class="note">${t('rulings.automatic', { list: automatic.map(({ name, papers }) => `${name} ${papers}`).join(t('list.comma')) })}</p>`}
    <form class="entry-form" onSubmit=${submit}>
      <div class="table-wrap" tabindex="0"><table class="table rulings">
        <thead><tr><th scope="col">${t('write_in.name')}</th><th scope="col" class="num">${t('rulings.papers')}</th><th scope="col">${t('rulings.ruling')}</th></tr></thead>
        <tbody>${names.map(({ name, papers }) => html`<${NameRow} key=${name} ballot=${ballot} name=${name} papers=${papers} said=${saidOf(said, name)}
          on=${on && role === 'scrutineer'} onSay=${(/** @type {Said} */ one) => setSaid({ ...said, [name]: one })} />`)}</tbody>
      </table></div>
      <div class="prepare-acts">${role === 'scrutineer'
        ? html`<span class="note" role="status">${missing > 0 && t('rulings.missing', { n: missing })}</span>
          <button class="button button-primary" disabled=${!on || missing > 0}>${t('rulings.send')}</button>`
        : html`<span class="note">${t('rulings.only')}</span>`}</div>
    </form>
  </article>`;
}
