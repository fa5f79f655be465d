// @ts-check
import { confirm } from '../../shared/dialog.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { unscored } from '../entries.js';
import { emptyPaper, missingCells } from '../paper.js';
import { asSent } from '../picks.js';
import { isBusy } from '../scene.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { PaperList } from './paper-list.js';
import { Title } from './title.js';

/** The whole paper once more before it goes. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Review({ session, vote }) {
  const { ballot, sending, suspended } = vote;
  const paper = sending?.paper ?? vote.draft ?? emptyPaper(ballot);
  const busy = isBusy(vote);
  const doing = vote.sealing ? 'vote.sealing' : 'vote.sending';
  const { form } = ballot;
  const n = form.kind === 'marks' ? missingCells(form, paper).length : form.kind === 'scores' ? unscored(form, paper).length : 0;
  const unasked = 'blank_rows' in form && form.blank_rows === 'invalid' ? 'matrix.incomplete_invalid' : 'matrix.incomplete_abstain';
  const once = ballot.change_of_vote === 'first_wins';

  async function submit() {
    if (n && !await confirm({ title: t(unasked, { n }), confirm: t('act.submit') })) return;
    session.cast(ballot.id, paper.form === 'picks' ? asSent(paper) : paper);
  }

  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class="scroll page">
      <p class="review-title">${t(busy ? doing : 'review.title')}</p>
      <${Title} text=${ballot.title} small />
      <${PaperList} ballot=${ballot} paper=${paper} />
    </main>
    <${Foot} session=${session} vote=${vote} hint=${once ? t('choice.once') : ''}>
      <div class="acts">
        <button class="button" type="button" disabled=${busy} onClick=${() => session.setStep(ballot.id, 'edit')}>${t('act.edit')}</button>
        <button class="button button-primary button-wide" type="button" disabled=${busy || suspended} onClick=${submit}>
          ${t(busy ? doing : 'act.submit')}</button>
      </div>
    <//>`;
}
