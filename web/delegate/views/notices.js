// @ts-check
import { html } from '../../shared/ui.js';
import { voidWords } from '../../shared/manual.js';
import { say, t } from '../../shared/words.js';
import { rollOf } from '../../shared/state.js';
import { CheckIn } from './check-in.js';
import { Meta } from './meta.js';
import { Notice } from './notice.js';
import { PaperList } from './paper-list.js';
import { ReceiptCard } from './receipt.js';
import { Title } from './title.js';

/** @type {Record<string, {icon: string, tone: string}>} */
const LOOKS = {
  cancelled: { icon: 'ban', tone: 'ink' }, voided: { icon: 'ban', tone: 'bad' }, recused: { icon: 'scale', tone: 'ink' },
  by_hands: { icon: 'users', tone: 'ink' }, on_paper: { icon: 'pencil', tone: 'ink' }, paper_in_hand: { icon: 'pencil', tone: 'gold' },
  not_in_electorate: { icon: 'users', tone: 'ink' }, nonvoting: { icon: 'users', tone: 'ink' }, not_present: { icon: 'userCheck', tone: 'gold' },
  not_called: { icon: 'users', tone: 'ink' }, principal_may_not_vote: { icon: 'users', tone: 'ink' },
  room_not_open: { icon: 'timer', tone: 'gold' }, room_closed: { icon: 'ban', tone: 'ink' }, room_unknown: { icon: 'users', tone: 'gold' },
  remote_refused: { icon: 'users', tone: 'ink' },
};

/** Why there is no paper to fill in. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote, why: string}} props */
export function BallotNotice({ session, vote, why }) {
  const { ballot, own, recorded } = vote;
  const away = why === 'principal_may_not_vote';
  const title = why === 'voided' ? voidWords(ballot)
    : why === 'not_present' ? t('present.to_vote') : t(`notice.${why}`);
  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class="scroll page page-notice" role="status">
      <${Title} text=${ballot.title} small />
      <${Notice} ...${LOOKS[why]} title=${title} lines=${[(own?.annulled ?? 0) > 0 && why === 'paper_in_hand' && t('notice.annulled'),
        away && own?.holder && t('proxy.holder', { name: own.holder.name, number: own.holder.number }), away && t(recorded ? 'proxy.cast' : 'proxy.not_cast'),
        own?.room && why.startsWith('room') && `${t('room.own')} ${own.room.title}`, vote.refusal && say(vote.refusal)]}>
        ${why === 'not_called' && html`<p>${t('roll.called', { name: rollOf(session.state.value, ballot)?.called?.name ?? '–' })}</p>`}
        ${why === 'not_present' && html`<${CheckIn} session=${session} />`}
      <//>
      ${away && recorded && html`<${ReceiptCard} session=${session} vote=${vote} />
        ${recorded.paper && html`<${PaperList} ballot=${ballot} paper=${recorded.paper} />`}`}
    </main>`;
}
