// @ts-check
import { shortHash } from '../../shared/ballot-words.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/** Which texts a ballot is about, each in one version, and what it amends. @param {{ballot: import('../../shared/frames.js').Ballot}} props */
export function Documents({ ballot: { documents = [], amends = null } }) {
  if (documents.length === 0 && !amends) return null;
  return html`<ul class="documents">
    ${amends && html`<li>${t('agenda.amends', { number: amends.number ?? '–', title: amends.title ?? '' })}</li>`}
    ${documents.map((document) => html`<li key=${document.title}>${t('agenda.document', document)}
      <span class="num">${t('agenda.document_hash', { hash: shortHash(document.sha256) })}</span></li>`)}
  </ul>`;
}
