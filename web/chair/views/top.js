// @ts-check
// The head of the console, and what stands over everything when the link is down.
import { html } from '../../shared/ui.js';
import { lang, setLang, t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';

/** @typedef {import('../../shared/link.js').Status} Status */

/** @param {{state: import('../../shared/state.js').State, status: Status, place: string}} props place: whose face this is */
export function Top({ state, status, place }) {
  const { sitting, record, presence } = state;
  const online = status.state === 'online';
  const ill = record?.healthy === false;
  return html`<header class="top">
    <strong class="top-title">${[sitting?.title, sitting?.name].filter(Boolean).join(' · ')}</strong>
    ${sitting?.rehearsal && html`<span class="chip chip-gold">${t('rehearsal')}</span>`}
    <span class="top-end" role="status">
      <span>${place}</span>
      <span class=${`lamp ${!online || ill ? 'lamp-off' : ''}`}></span>
      <span>${online ? t(ill ? 'chair.record_ill' : 'chair.record_good') : t(`link.${status.state === 'final' ? 'lost' : status.state}`)}</span>
      ${online && presence && html`<span class="top-online">${t('chair.online', { connected: presence.connected })}</span>`}
      <button class="button button-quiet top-lang" type="button" onClick=${() => setLang(lang.value === 'zh' ? 'en' : 'zh')}>
        <${Icon} name="languages" size=${18} /> ${t('act.other_language')}</button>
    </span>
  </header>`;
}

/** @type {Record<number, string>} */
const FINAL = { 4500: 'final.signed_out', 4501: 'final.superseded', 4502: 'final.unknown_protocol' };

/** @param {{status: Status, words?: string, onBack?: () => void}} props onBack: takes a seat back that went on elsewhere */
export function LinkBanner({ status, words = 'chair.lost', onBack }) {
  if (status.state === 'online' || status.state === 'connecting') return null;
  if (status.state === 'lost') {
    return html`<div class="banner" role="alert"><${Icon} name="wifiOff" /> ${t(words)}</div>`;
  }
  return html`<div class="banner banner-bad" role="alert"><${Icon} name="circleAlert" /> ${t(FINAL[status.code ?? 0] ?? 'final.fault')}
    <button class="button button-small" type="button" onClick=${status.code === 4501 && onBack ? onBack : () => location.reload()}>
      ${t(status.code === 4501 ? 'act.back' : 'act.reload')}</button>
  </div>`;
}
