// @ts-check
// The sitting itself: whether it was opened, and its quorum as it comes and goes.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Icon } from '../../shared/icons.js';

/** 10:32 where the device is. @param {number} ms */
export function clockTime(ms) {
  const at = new Date(ms);
  return [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
}

/** @param {import('../../shared/state.js').State} state @returns {{text: string, tone: 'good'|'bad'|'plain'}|null} */
export function sittingWords({ sitting, attendance }) {
  if (!sitting || !attendance) return null;
  const { present, quorum, by_video: video } = attendance;
  const opened = sitting.opened_at_ms ?? null;
  const parts = [opened === null ? t('sitting.not_open') : `${t('sitting.open')} ${clockTime(opened)}`,
    t('sitting.figures', { present, needed: quorum.needed })];
  if (video) parts.push(t('sitting.by_video', { n: video }));
  const lost = quorum.lost_at_ms ?? null;
  if (lost !== null) parts.push(t('sitting.quorum_lost', { time: clockTime(lost) }));
  else if (quorum.met) parts.push(t('sitting.quorum_kept'));
  return { text: parts.join(' · '), tone: lost !== null ? 'bad' : opened === null ? 'plain' : 'good' };
}

/** @param {{state: import('../../shared/state.js').State, on: boolean, onOpen: () => void}} props */
export function SittingLine({ state, on, onOpen }) {
  const said = sittingWords(state);
  if (!said) return null;
  const closed = (state.sitting?.opened_at_ms ?? null) === null;
  return html`<section class=${`sitting-line ${said.tone}`} role="status">
    ${said.tone === 'bad' && html`<${Icon} name="triangleAlert" size=${22} />`}<span>${said.text}</span>
    ${closed && html`<button class="button button-small" type="button" disabled=${!on || !state.attendance?.quorum.met}
      onClick=${onOpen}>${t('act.open_sitting')}</button>`}
  </section>`;
}
