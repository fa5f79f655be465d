// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { lostWords } from '../scene.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { Title } from './title.js';

/** A vote is on its way, and its paper is not shown or the link is lost: nobody may leave, nothing is lost. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export const SendingAway = ({ session, vote }) => html`
  <${Meta} session=${session} vote=${vote} />
  <main class="scroll page page-notice">
    <${Title} text=${vote.ballot.title} small />
    <${Notice} icon="refreshCw" tone="gold" spin title=${t('vote.sending_stay')} lines=${[!vote.online && t(lostWords(vote.ballot))]} />
  </main>
  <${Foot} session=${session} vote=${vote} brief />`;
