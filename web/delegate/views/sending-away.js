// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { Title } from './title.js';

/** A vote is on its way and the link is lost: nobody may leave, nothing is lost. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export const SendingAway = ({ session, vote }) => html`
  <${Meta} session=${session} vote=${vote} />
  <main class="scroll page page-notice">
    <${Title} text=${vote.ballot.title} small />
    <${Notice} icon="refreshCw" tone="gold" spin title=${t('vote.sending_stay')} lines=${[t('vote.sending_lost')]} />
  </main>
  <${Foot} vote=${vote} brief />`;
