// @ts-check
// The record: its health, its head, and a copy to take away.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';
import { Anchor } from '../../chair/views/anchor.js';

/** @param {string} hash */
const inFours = (hash) => hash.toUpperCase().match(/.{1,4}/g)?.join(' ') ?? '';

/** @param {{state: import('../../shared/state.js').State, busy: boolean, on: boolean, onExport: () => void}} props */
export function RecordView({ state, busy, on, onExport }) {
  const { record, welcome } = state;
  const good = record?.healthy !== false;
  return html`<div class="record"><section class="card record-card">
    <dl>
      <div><dt>${t('desk.record_state')}</dt>
        <dd class=${good ? 'good' : 'bad'}><${Icon} name=${good ? 'check' : 'x'} size=${26} stroke=${3} /> ${t(good ? 'desk.record_good' : 'desk.record_ill')}</dd></div>
      <div><dt>${t('desk.record_seq')}</dt><dd>${record?.seq ?? '–'}</dd></div>
      <div><dt>${t('desk.record_hash')}</dt><dd class="hash">${record?.hash ? inFours(record.hash) : '–'}</dd></div>
      <div><dt>${t('desk.server')}</dt><dd>${welcome?.server ?? '–'}</dd></div>
    </dl>
    <${Anchor} anchor=${record?.anchor} whole />
    <p class="note">${t(record?.anchor ? 'desk.record_note' : 'desk.record_note_hash')}</p>
    <button class="button button-ink" type="button" disabled=${busy || !on} onClick=${onExport}>
      <${Icon} name="download" /> ${t(busy ? 'desk.exporting' : 'desk.export')}</button>
  </section></div>`;
}
