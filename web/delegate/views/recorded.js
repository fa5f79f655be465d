// @ts-check
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { emptyPaper, layoutOf } from '../paper.js';
import { asDraft } from '../picks.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { PaperList } from './paper-list.js';
import { ReceiptCard } from './receipt.js';
import { Title } from './title.js';

/**
 * The vote stands in the record, with its receipt. Of a secret ballot nobody here knows the paper any more, so a change
 * begins with an empty one.
 * @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props
 */
export function Recorded({ session, vote }) {
  const { ballot, recorded, refusal, mayChange, suspended } = vote;
  const secret = ballot.secrecy === 'secret';
  const known = secret ? null : recorded?.paper ?? null;
  const before = known?.form === 'picks' && ballot.form.kind === 'picks' ? asDraft(ballot.form, known) : known;
  const change = () => session.draft(ballot.id, before ?? emptyPaper(ballot));
  const open = mayChange && !suspended;
  const listed = known && layoutOf(ballot) !== 'choices';
  const title = suspended ? 'vote.suspended_kept' : refusal ? 'vote.not_counted' : secret ? 'vote.recorded_secret' : 'vote.recorded';
  const may = t(mayChange ? 'vote.may_change' : 'vote.may_not_change');
  const lines = refusal ? [say(refusal), t('after.earlier_counts', { seq: recorded?.seq ?? '' })] : [!suspended && may, secret && t('choice.masked')];
  return html`
    <${Meta} session=${session} vote=${vote} code />
    <main class="scroll page page-notice">
      <${Title} text=${ballot.title} small />
      <div class=${`card recorded ${listed ? 'recorded-listed' : ''}`}>
        <${Notice} bare icon=${suspended ? 'pause' : refusal ? 'circleAlert' : 'check'} tone=${suspended ? 'gold' : refusal ? 'bad' : 'good'}
          title=${t(title)} lines=${lines}>
          ${open && html`<button class="button" type="button" onClick=${change}>${t(secret ? 'act.change_vote' : 'act.change')}</button>`}
        <//>
        <${ReceiptCard} session=${session} vote=${vote} />
      </div>
      ${listed && html`<${PaperList} ballot=${ballot} paper=${known} />`}
    </main>
    <${Foot} session=${session} vote=${vote} brief />`;
}
