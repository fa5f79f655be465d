// @ts-check
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { ReceiptButton } from './receipt.js';
import { Title } from './title.js';

/** Voting is over, the result not yet declared. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Closed({ session, vote }) {
  const { ballot, recorded, sending, refusal } = vote;
  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class="scroll page page-notice">
      <${Title} text=${ballot.title} small />
      ${sending ? html`<${Notice} icon="refreshCw" tone="gold" spin title=${t('vote.sending_stay')} lines=${[!vote.online && t('vote.sending_lost')]} />`
        : refusal ? html`
          <${Notice} icon="circleAlert" tone="bad" title=${t('vote.not_counted')}
            lines=${[say(refusal), recorded && t('after.earlier_counts', { seq: recorded.seq })]}>
            ${recorded && html`<${ReceiptButton} recorded=${recorded} large />`}
          <//>` : html`
          <${Notice} icon="square" title=${t('hall.closed')}
            lines=${[recorded ? t('after.in_record', { seq: recorded.seq }) : t('vote.none'), t('after.look_up')]}>
            ${recorded && html`<${ReceiptButton} recorded=${recorded} large />`}
          <//>`}
    </main>
    <${Foot} vote=${vote} brief />`;
}
