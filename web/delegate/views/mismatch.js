// @ts-check
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { Meta } from './meta.js';
import { Title } from './title.js';

/**
 * The seal says something else than the screen: calm, across the whole page, and nothing to press. What differs is for
 * the staff.
 * @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props
 */
export const Mismatch = ({ session, vote }) => html`
  <${Meta} session=${session} vote=${vote} />
  <main class="scroll page page-notice">
    <${Title} text=${vote.ballot.title} small />
    <section class="mismatch" role="alert">
      <${Icon} name="triangleAlert" size=${64} stroke=${1.75} />
      <p class="mismatch-words">${t('seal.mismatch')}</p>
      <p class="mismatch-what">${t('seal.mismatch_what', { what: vote.seal?.mismatch ?? '' })}</p>
    </section>
  </main>`;
