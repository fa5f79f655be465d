// @ts-check
// The own proxy: who casts for this person, and how one gives it or takes it back.
import { Sheet } from '../../shared/dialog.js';
import { Icon } from '../../shared/icons.js';
import { html, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** Phases of a ballot before which a proxy is of use. */
const AHEAD = ['draft', 'ready'];
const NUMBER_MAX = 40;

/** @typedef {import('../session.js').Session} Session */

/** Above the paper of one who gave a proxy and may vote all the same. @param {{vote: import('../scene.js').Vote}} props */
export function ProxyNote({ vote: { own, recorded } }) {
  const name = own?.holder?.name;
  if (!name) return null;
  return html`<p class="proxy-note" role="status"><${Icon} name="users" size=${20} />
    ${t(recorded?.by_holder ? 'proxy.cast_may_vote' : recorded ? 'proxy.own_stands' : 'proxy.given_may_vote', { name })}</p>`;
}

/** On the roster, between ballots. @param {{session: Session}} props */
export function ProxyCard({ session }) {
  const [asking, ask] = useState(false);
  const { agenda, own } = session.state.value;
  const { holder = null, held = 0 } = own?.proxy ?? {};
  const allowed = agenda.some((entry) => entry.proxies && AHEAD.includes(entry.phase));
  if (!allowed && !holder && !held) return null;
  const refusal = session.mandates.refusal.value;
  return html`<section class="proxy-card">
    ${held > 0 && html`<p>${t('proxy.held', { n: held })}</p>`}
    ${holder && html`<p>${t('proxy.given', { name: holder.name, number: holder.number })}</p>
      <button class="button button-small" type="button" onClick=${session.mandates.endProxy}>${t('proxy.end')}</button>`}
    ${!holder && held === 0 && html`<button class="button button-quiet button-small" type="button" onClick=${() => ask(true)}>${t('proxy.give')}</button>`}
    ${refusal && html`<p class="bad" role="status">${refusal}</p>`}
    ${asking && html`<${Ask} session=${session} onClose=${() => ask(false)} />`}
  </section>`;
}

/** @param {{session: Session, onClose: () => void}} props */
function Ask({ session, onClose }) {
  const [number, type] = useState('');
  async function give(/** @type {Event} */ event) {
    event.preventDefault();
    await session.mandates.giveProxy(number.trim());
    onClose();
  }
  return html`<${Sheet} title=${t('proxy.give')} label=${t('act.back')} onClose=${onClose}>
    <p>${t('proxy.ask')}</p>
    <form class="proxy-ask" onSubmit=${give}>
      <label><span>${t('proxy.number')}</span>
        <input name="number" autocomplete="off" maxlength=${NUMBER_MAX} value=${number} onInput=${(/** @type {any} */ event) => type(event.target.value)} /></label>
      <button class="button button-primary" disabled=${number.trim() === ''}>${t('proxy.give_act')}</button>
    </form>
  <//>`;
}
