// @ts-check
import { shortHash } from '../../shared/ballot-words.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';

/**
 * The code of the question, the same on every tablet and on the screen of the hall: of the seal in a secret ballot, else
 * of the paper.
 * @param {{vote: import('../scene.js').Vote}} props
 */
export const SealCode = ({ vote: { seal, ballot } }) => (seal?.code
  ? html`${t('seal.code')} <b class="num">${seal.code}</b>`
  : ballot.hash && html`${t('paper.check')} <b class="num">${shortHash(ballot.hash)}</b>`);
