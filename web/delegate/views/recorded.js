// @ts-check
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { emptyPaper, layoutOf } from '../paper.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { PaperList } from './paper-list.js';
import { Title } from './title.js';

/** The vote stands in the record. In a secret ballot the choices are shown only when asked for. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Recorded({ session, vote }) {
  const { ballot, recorded, mayChange, suspended } = vote;
  const secret = ballot.secrecy === 'secret';
  const shown = !secret || session.revealed.value === ballot.id;
  const reveal = (/** @type {boolean} */ yes) => () => { session.revealed.value = yes ? ballot.id : null; };
  const known = recorded?.paper ?? null;
  const change = () => session.draft(ballot.id, known ?? emptyPaper(ballot));
  const open = mayChange && !suspended;
  const layout = layoutOf(ballot);
  const listed = shown && known && layout !== 'choices';
  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class="scroll page page-notice">
      <${Title} text=${ballot.title} small />
      <${Notice} compact=${listed} icon=${suspended ? 'pause' : 'check'} tone=${suspended ? 'gold' : 'good'}
        title=${suspended ? t('vote.suspended_kept') : t('vote.recorded')}
        lines=${[!suspended && t(mayChange ? 'vote.may_change' : 'vote.may_not_change'), secret && t('choice.masked')]}>
        ${secret && (known || layout === 'choices') && html`<button class="button" type="button" onClick=${reveal(!shown)}>
          ${t(shown ? 'act.hide' : open ? 'act.view_or_change' : 'act.view')}</button>`}
        ${(shown || !known) && open && layout !== 'choices' && html`<button class="button" type="button" onClick=${change}>${t('act.change')}</button>`}
      <//>
      ${listed && html`<${PaperList} ballot=${ballot} paper=${known} />`}
    </main>
    <${Foot} vote=${vote} brief />`;
}
