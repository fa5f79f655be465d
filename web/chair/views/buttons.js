// @ts-check
// The fixed row of buttons: one red, the next act; the others always in their places. Nothing moves under the finger.
import { html, useEffect, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { canPress, otherActs } from '../acts.js';

/** A button whose meaning has just changed is deaf for so long, so that a second tap does not do the next act. */
const SETTLE_MS = 700;

/** @typedef {import('../acts.js').Next} Next */

/**
 * @param {{ballot: import('../../shared/frames.js').Ballot, next: Next, on: boolean, busy: boolean,
 *   press: (act: Next|'last_call'|'extend'|'suspend'|'void') => void}} props on: the link is up
 */
export function Buttons({ ballot, next, on, busy, press }) {
  const meaning = `${ballot.id} ${next}`;
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(meaning), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [meaning]);
  const others = otherActs(ballot);
  const primary = on && !busy && canPress(next);
  return html`<div class="buttons">
    <${Act} class="button-primary" enabled=${primary} deaf=${settled !== meaning} onPress=${() => press(next)}>${t(`act.${next}`)}<//>
    <${Act} enabled=${on && !busy && others.last_call} onPress=${() => press('last_call')}>${t('act.last_call')}<//>
    <${Act} enabled=${on && !busy && others.extend} onPress=${() => press('extend')}>${t('act.extend')}<//>
    <${Act} enabled=${on && !busy && others.suspend} onPress=${() => press('suspend')}>${t('act.suspend')}<//>
    <${Act} enabled=${on && !busy && others.void} onPress=${() => press('void')}>${t('act.void')}<//>
  </div>`;
}

/** A button that keeps the focus while it is off. @param {{enabled: boolean, deaf?: boolean, class?: string, onPress: () => void, children?: any}} props */
const Act = ({ enabled, deaf = false, class: className = '', onPress, children }) => html`
  <button type="button" class=${`button ${className}`} aria-disabled=${enabled ? 'false' : 'true'}
    onClick=${() => enabled && !deaf && onPress()}>${children}</button>`;
