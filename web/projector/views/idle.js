// @ts-check
// Before a ballot: who is here, and whether the sitting may decide.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { titleStep } from '../paging.js';
import { Head, IdleFoot, Met } from './frame.js';

/** @param {{label: string, n: number|undefined}} props */
const Figure = ({ label, n }) => html`<div class="figure"><span class="label">${label}</span><b class="huge">${n ?? '–'}</b></div>`;

/** @param {{state: import('../../shared/state.js').State}} props */
export function Idle({ state }) {
  const { sitting, attendance } = state;
  const extra = [
    attendance?.on_leave ? t('screen.on_leave', { n: attendance.on_leave }) : null,
    attendance?.nonvoting_present ? t('screen.nonvoting', { n: attendance.nonvoting_present }) : null,
  ].filter(Boolean).join(' · ');
  return html`<${Head} sitting=${sitting} ballot=${null} />
    <main class="idle">
      <h1 class=${`title step-${titleStep(sitting?.title ?? '')}`}>${sitting?.title}</h1>
      <p class="second big">${sitting?.name}</p>
      <div class=${`figures digits-${String(attendance?.expected ?? 0).length}`}>
        <${Figure} label=${t('count.expected')} n=${attendance?.expected} />
        <${Figure} label=${t('count.present')} n=${attendance?.present} />
        <${Figure} label=${t('count.quorum')} n=${attendance?.quorum.needed} />
        ${attendance && html`<div class="figure end verdict-small" aria-live="polite"><${Met} met=${attendance.quorum.met} /></div>`}
      </div>
    </main>
    <${IdleFoot} record=${state.record} note=${extra} />`;
}
