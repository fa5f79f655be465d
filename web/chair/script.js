// @ts-check
// The chair's script (主持词): what is read aloud now, with the figures filled in. One string a sentence or paragraph.
import { lang, say, t } from '../shared/words.js';
import { agendaWord, formHint, gradeWord, isMotion } from '../shared/ballot-words.js';
import { byPeople, voidWords } from '../shared/manual.js';
import { isKeyLost, quorumMet } from './acts.js';
import { counting, methodScript, openByPeople } from './script-manual.js';
import { resultScript } from './script-result.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/state.js').State} State */

const stop = (/** @type {string} */ text) => (/[。.！!]$/.test(text) ? text : text + (lang.value === 'zh' ? '。' : '.'));

/** A title as it stands in a sentence: in book marks, unless it brings its own. @param {string} title */
export const quoted = (title) => (lang.value !== 'zh' || title.includes('《') ? title : `《${title}》`);

/** @param {State} state @param {Ballot} ballot @returns {string[]} */
export function scriptFor(state, ballot) {
  const lines = spoken(state, ballot);
  return state.sitting?.rehearsal && lines.length > 0 ? [t('script.rehearsal'), ...lines] : lines;
}

/** @param {State} state @param {Ballot} ballot @returns {string[]} */
function spoken(state, ballot) {
  if (isKeyLost(ballot)) return [t('script.key_lost')];
  switch (ballot.phase) {
    case 'draft': return [t('script.not_ready')];
    case 'ready': return opening(state, ballot);
    case 'open': return open(state, ballot);
    case 'suspended': return suspended(ballot);
    case 'closed': return counting(ballot);
    case 'counted': return ballot.certification ? [t('script.certify')] : resultScript(ballot);
    case 'certified': return resultScript(ballot);
    case 'declared': return [t('script.declared'), ...resultScript(ballot).slice(1)];
    case 'voided': return [stop(voidWords(ballot))];
    case 'cancelled': return [];
  }
}

/** @param {State} state @param {Ballot} ballot */
function opening(state, ballot) {
  const { attendance } = state;
  const motion = ballot.kind === 'motion_vote';
  const item = { item: agendaWord(ballot), title: motion ? quoted(ballot.title) : ballot.title };
  const lines = [t(motion ? 'script.item_motion_vote' : 'script.item_other', item)];
  if (attendance && ballot.quorum.needed > 0) {
    lines.push(quorumMet(state, ballot)
      ? t('script.quorum', { expected: attendance.expected, present: attendance.present }) : stop(t('hall.no_quorum')));
  }
  const hint = ballot.form.kind !== 'marks' || !isMotion(ballot.form) ? stop(formHint(ballot)) : '';
  const quotas = ballot.form.kind === 'marks' ? ballot.form.quotas : [];
  const limits = quotas.map(({ grade, max }) => t('script.quota', { grade: gradeWord(ballot, grade), n: max }));
  lines.push([hint, ...limits, stop(say(ballot.rule))].join(lang.value === 'zh' ? '' : ' '));
  lines.push(...methodScript(ballot));
  return lines;
}

/** @param {State} state @param {Ballot} ballot */
function open({ presence }, ballot) {
  if (byPeople(ballot)) return openByPeople(ballot);
  if (ballot.last_call) return [t('script.last_call')];
  if (ballot.secrecy === 'roll_call') return [t('script.open_roll')];
  const motion = ballot.form.kind === 'marks' && isMotion(ballot.form);
  const lines = [t(motion ? 'script.open_motion' : 'script.open_other')];
  if (presence?.ballot === ballot.id && (presence.waiting ?? 0) > 0) lines.push(t('script.hurry'));
  return lines;
}

/** @param {Ballot} ballot */
function suspended({ suspension }) {
  if (suspension?.cause === 'restart') return [t('script.restart')];
  if (suspension?.cause === 'quorum_lost') return [t('screen.cause_quorum_lost') + (lang.value === 'zh' ? '。' : '')];
  return [t('script.suspended')];
}

