// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { Details } from './details.js';

/**
 * One candidate: the card picks, the button at its end tells more.
 * @param {{option: import('../../shared/frames.js').Item, number: number, picked: boolean, full: boolean, off: boolean,
 *   onPick: (option: string) => void}} props
 */
export const PickCard = ({ option, number, picked, full, off, onPick }) => html`
  <div class=${`pick ${picked ? 'is-chosen' : full ? 'is-full' : ''} ${off ? 'is-off' : ''}`}>
    <button class="pick-main" type="button" role="checkbox" aria-checked=${picked} aria-disabled=${full && !picked}
      disabled=${off} onClick=${() => onPick(option.id)}>
      <span class="pick-mark">${picked && html`<${Icon} name="check" size=${24} stroke=${3} />`}</span>
      <span class="pick-text">
        <b><span class="num">${number}.</span> ${option.title}</b>
        ${option.note && html`<span class="pick-note">${option.note}</span>`}
      </span>
    </button>
    <${Details} item=${option} class="pick-details" short />
  </div>`;
