// @ts-check
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { hasNoTablet, lostWords } from '../scene.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { ProxyCard } from './proxy.js';
import { ReceiptCard } from './receipt.js';
import { Title } from './title.js';

/** Voting is over, the result not yet declared. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Closed({ session, vote }) {
  const { ballot, recorded, sending, refusal } = vote;
  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class="scroll page page-notice">
      <${Title} text=${ballot.title} small />
      ${sending ? html`<${Notice} icon="refreshCw" tone="gold" spin title=${t('vote.sending_stay')} lines=${[!vote.online && t(lostWords(ballot))]} />`
        : html`<div class="card recorded">
          ${refusal ? html`<${Notice} bare icon="circleAlert" tone="bad" title=${t('vote.not_counted')}
              lines=${[say(refusal), recorded && t('after.earlier_counts', { seq: recorded.seq })]} />`
            : html`<${Notice} bare icon="square" title=${t('hall.closed')}
              lines=${[recorded ? t('after.in_record', { seq: recorded.seq }) : !hasNoTablet(vote) && t('vote.none'), t('after.look_up')]} />`}
          <${ReceiptCard} session=${session} vote=${vote} />
        </div>`}
      <${ProxyCard} session=${session} />
    </main>
    <${Foot} session=${session} vote=${vote} brief />`;
}
