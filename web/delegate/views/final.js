// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Notice } from './notice.js';

/** The link will not come back by itself. @param {{session: import('../session.js').Session, code: number}} props */
export function Final({ session, code }) {
  const reload = html`<button class="button button-primary" type="button" onClick=${() => location.reload()}>${t('act.reload')}</button>`;
  return html`<main class="scroll middle" role="alert">${code === 4501 ? html`
    <${Notice} icon="tablet" title=${t('final.superseded')} lines=${[t('final.superseded_body')]}>
      <button class="button button-primary" type="button" onClick=${session.reconnect}>${t('act.take_back')}</button>
    <//>` : code === 4500 ? html`
    <${Notice} icon="qrCode" title=${t(session.state.value.welcome ? 'final.signed_out' : 'final.signed_out_title')}
      lines=${[t('final.signed_out_body')]} />` : code === 4502 ? html`
    <${Notice} icon="refreshCw" title=${t('final.unknown_protocol')}>${reload}<//>` : html`
    <${Notice} icon="triangleAlert" tone="bad" title=${t('final.fault')}>${reload}<//>`}</main>`;
}
