// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { isBusy, stateLine } from '../scene.js';
import { ReceiptsButton } from './receipt.js';
import { SealCode } from './seal-code.js';

const ICONS = { idle: 'pencil', sending: 'loaderCircle', recorded: 'check', refused: 'circleAlert', paused: 'pause', closed: 'square' };

/**
 * The foot of every ballot: the honest state line, and under it what a view wants to have at hand.
 * @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote, hint?: string, brief?: boolean, aside?: any,
 *   children?: any}} props
 *   hint: said while nothing is submitted; brief: the page itself says the sentence; aside: a button in the state line
 */
export function Foot({ session, vote, hint = '', brief = false, aside = null, children = null }) {
  const { tone, word, text } = stateLine(vote);
  const sentence = typeof text === 'string' ? (text && t(text)) || (tone === 'idle' ? hint : '') : say(text);
  return html`
    <footer class=${`foot ${children ? 'foot-two' : ''}`}>
      <div class="state">
        <p class=${`state-line tone-${tone}`} role="status">
          <${Icon} name=${ICONS[tone]} size=${24} stroke=${2.75} class=${tone === 'sending' ? 'spin' : ''} />
          <b>${t(word)}</b>
          ${sentence && !brief && html`<span>${sentence}</span>`}
        </p>
        ${aside}
        ${vote.recorded && !vote.draft && !isBusy(vote) ? html`<${ReceiptsButton} session=${session} />` : html`
          <p class="paper-check"><${SealCode} vote=${vote} /></p>`}
      </div>
      ${children && html`<div class="foot-acts">${children}</div>`}
    </footer>`;
}
