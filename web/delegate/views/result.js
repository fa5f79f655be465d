// @ts-check
import { html } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { isEntered } from '../../shared/form-rows.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { ProxyCard } from './proxy.js';
import { ReceiptsButton } from './receipt.js';
import { ResultForms } from './result-forms.js';
import { ResultList } from './result-list.js';
import { ResultMotion } from './result-motion.js';
import { Title } from './title.js';

/** What the hall decided, in words and figures. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Result({ session, vote }) {
  const { ballot, recorded } = vote;
  const { count } = ballot;
  // Only a recorded ballot shows a delegate their own marks again: a secret paper is nobody's any more.
  const own = ballot.secrecy !== 'secret' ? recorded?.paper ?? null : null;
  const single = ballot.form.kind === 'marks' && ballot.form.rows.length === 1;
  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class="scroll page" role="status">
      <${Title} text=${ballot.title} small />
      ${!count ? html`<${Notice} icon="square" title=${t('phase.declared')} lines=${[t('after.look_up')]} />`
        : count.outcome.kind === 'no_result' ? html`
          <${Notice} icon="minus" title=${t('verdict.no_result')} lines=${[say(count.sentence)]} />`
        : isEntered(ballot) ? html`<${ResultForms} ballot=${ballot} count=${count} />`
        : single ? html`<${ResultMotion} ballot=${ballot} count=${count} own=${own} />`
        : html`<${ResultList} ballot=${ballot} count=${count} own=${own} />`}
    </main>
    <footer class="foot">
      <div class="state">
        ${count && html`<p class="turnout num">${t('result.turnout', {
          electorate: count.turnout.electorate, present: count.turnout.present_at_open, voted: count.turnout.voted })}</p>`}
        <${ReceiptsButton} session=${session} />
        <${ProxyCard} session=${session} />
      </div>
    </footer>`;
}
