// @ts-check
// The documents of a ballot in the form: files are hashed on this device.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { shortHash } from '../../shared/ballot-words.js';
import { FILE_BYTES_MAX, pin } from '../documents.js';

/** @typedef {import('../../shared/frames.js').PinnedDocument} PinnedDocument */

/** @param {any} event @param {PinnedDocument[]} documents @param {(documents: PinnedDocument[]) => void} onChange @param {(words: string) => void} onWrong */
async function add(event, documents, onChange, onWrong) {
  const file = event.target.files?.[0];
  event.target.value = '';
  if (!file) return;
  if (file.size > FILE_BYTES_MAX) onWrong(t('agenda.too_large'));
  else onChange([...documents, pin(new Uint8Array(await file.arrayBuffer()), file.name)]);
}

/** @param {{documents: PinnedDocument[], onChange: (documents: PinnedDocument[]) => void, onWrong: (words: string) => void}} props */
export function Documents({ documents, onChange, onWrong }) {
  const set = (/** @type {number} */ at, /** @type {Partial<PinnedDocument>} */ part) =>
    onChange(documents.map((document, i) => (i === at ? { ...document, ...part } : document)));
  const field = (/** @type {number} */ i, /** @type {'title'|'version'} */ name) => html`<input autocomplete="off" value=${documents[i][name]}
    aria-label=${t(`agenda.document_${name}`)} onInput=${(/** @type {any} */ event) => set(i, { [name]: event.target.value })} />`;
  return html`<fieldset class="field documents"><legend>${t('agenda.documents')}</legend>
    ${documents.map((document, i) => html`<div class="document-row" key=${i}>${field(i, 'title')}${field(i, 'version')}
      <span class="hash">${shortHash(document.sha256)}</span>
      <button class="button button-row" type="button" onClick=${() => onChange(documents.filter((_, at) => at !== i))}>${t('agenda.remove')}</button></div>`)}
    <label class="button button-row file-button">${t('agenda.add_document')}
      <input type="file" onChange=${(/** @type {any} */ event) => add(event, documents, onChange, onWrong)} /></label>
    <small class="note">${t('agenda.documents_hint')}</small>
  </fieldset>`;
}
