// @ts-check
// What surrounds every picture: the head with the sitting, the title, the foot with attendance and checks.
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { agendaWord, isLong, shortHash } from '../../shared/ballot-words.js';
import { byPeople, methodWord } from '../../shared/manual.js';
import { titleStep } from '../paging.js';
import { Mark } from './mark.js';

/** @typedef {import('../../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../../shared/frames.js').Sitting} Sitting */

/** @param {{sitting: Sitting|null, ballot: Ballot|null}} props */
export function Head({ sitting, ballot }) {
  const chair = sitting?.officers?.chair;
  const right = [sitting?.name, ballot ? agendaWord(ballot) : sitting?.venue, chair && t('officers.in_chair', { name: chair.name })].filter(Boolean).join(' · ');
  return html`<header class="head">
    <strong>${ballot ? sitting?.title : sitting?.assembly}</strong>
    ${sitting?.rehearsal && html`<span class="rehearsal">${t('screen.rehearsal')}</span>`}
    <span>${right}</span>
  </header>`;
}

/** 举手表决, or 无记名表决 with the channel that is not the tablets alone. @param {Ballot} ballot */
const methodFoot = (ballot) => (byPeople(ballot) ? methodWord(ballot) : t(`screen.${ballot.secrecy}`));

/** @param {{ballot: Ballot, small?: boolean}} props */
export const Title = ({ ballot, small }) => html`<div class="title-row">
  <h1 class=${`title step-${titleStep(ballot.title)} ${small ? 'small' : ''}`}>
    ${!ballot.binding && html`<span class="chip poll">${t(isLong(ballot) ? 'agenda.poll_long' : 'agenda.poll_quick')}</span>`}${ballot.title}
  </h1>
</div>`;

/** @param {{met: boolean}} props */
export const Met = ({ met }) => html`<span class=${met ? 'met' : 'not-met'}>
  <${Mark} shape=${met ? 'check' : 'fail'} /> ${t(met ? 'count.quorum_met' : 'count.quorum_not_met')}
</span>`;

/** Numbers in a row with dots between. @param {{pairs: [string, number|undefined][]}} props */
const Pairs = ({ pairs }) => html`<span class="pairs">
  ${pairs.filter(([, n]) => n !== undefined && n !== null).map(([word, n]) => html`<span key=${word}>${word} <b>${n}</b></span>`)}
</span>`;

/**
 * The foot while people vote.
 * @param {{ballot: Ballot, attendance: import('../../shared/frames.js').Attendance|null, record: import('../../shared/frames.js').RecordHead|null}} props
 */
export const VotingFoot = ({ ballot, attendance, record }) => html`<footer class="foot">
  <${Pairs} pairs=${[
    [t('count.expected'), attendance?.expected], [t('count.present'), attendance?.present],
    [t('count.quorum'), ballot.quorum.needed || undefined],
  ]} />
  ${ballot.quorum.needed > 0 && html`<${Met} met=${ballot.quorum.met} />`}
  ${record?.healthy === false && html`<b class="attention">${t('screen.record_ill')}</b>`}
  <span class="end">${methodFoot(ballot)}${ballot.weights && ` · ${t('weight.word')}`}</span>
  ${ballot.seal ? html`<span>${t('seal.code')} <b class="hash">${ballot.seal.code}</b></span>`
    : ballot.hash && html`<span>${t('paper.check')} <b class="hash">${shortHash(ballot.hash)}</b></span>`}
</footer>`;

/**
 * The foot under a result. The last record is named here only where no anchor of the whole record stands above.
 * @param {{ballot: Ballot, record: import('../../shared/frames.js').RecordHead|null}} props
 */
export function ResultFoot({ ballot, record }) {
  const { turnout, papers, counted, weights } = /** @type {import('../../shared/frames.js').Count} */ (ballot.count);
  return html`<footer class="foot">
    ${ballot.kind === 'motion_vote'
      ? html`<${Pairs} pairs=${[
          [t('count.expected'), ballot.members], [t('count.present'), turnout.present_at_open], [t('screen.foot_voted'), turnout.voted],
          [t('count.represented'), turnout.represented || undefined], [t('count.did_not_vote'), turnout.did_not_vote], [t('count.recused'), turnout.recused || undefined],
        ]} />`
      : html`<span>${t('count.present')} <b>${turnout.present_at_open}</b> · ${t('screen.papers', papers)}</span>`}
    ${weights && html`<${Pairs} pairs=${[
      [t('weight.all'), weights.total_membership], [t('weight.present'), weights.present], [t('weight.returned'), weights.papers_returned],
    ]} />`}
    <span class="end">${ballot.papers ? t('screen.published', { n: publishedPapers(ballot) }) : methodFoot(ballot)}</span>
    ${!record?.anchor && html`<span>${t('screen.entry', { seq: counted.seq })} <b class="hash">${shortHash(counted.hash)}</b></span>`}
  </footer>`;
}

/** How many papers were published; the list itself is not for a screen. @param {Ballot} ballot */
export const publishedPapers = ({ papers }) => (papers ?? []).reduce((sum, { count }) => sum + count, 0);

/** The foot when nothing is voted on. @param {{record: import('../../shared/frames.js').RecordHead|null, note: string}} props */
export const IdleFoot = ({ record, note }) => html`<footer class="foot">
  <span>${note}</span>
  <span class="end">${record?.healthy === false
    ? t('screen.record_ill')
    : record?.hash && html`${t('screen.entry', { seq: record.seq ?? 0 })} <b class="hash">${shortHash(record.hash)}</b>`}</span>
</footer>`;
