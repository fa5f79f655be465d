// @ts-check
import { html } from '../../shared/ui.js';
import { sentences, t } from '../../shared/words.js';

/** What becomes of the papers of this ballot, where it is more than a count. @param {{ballot: import('../../shared/frames.js').Ballot}} props */
export const Openness = ({ ballot: { live_tally_in_secret: live, publish_papers: published, publish_names: names } }) => (live || published || names) && html`
  <p class="openness">${sentences([live && t('seal.live'), published && t('seal.published'), names && t('seal.names')])}</p>`;
