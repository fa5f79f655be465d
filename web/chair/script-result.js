// @ts-check
// Reading out a result: figures, then the sentence of the verdict; ties and vacancies named.
import { lang, say, t } from '../shared/words.js';
import { gradeWord, itemTitle } from '../shared/ballot-words.js';
import { isOneCell } from '../shared/cells.js';
import { openLines, settledLines, settledRow, standingOf } from '../shared/standing.js';
import { votesOf } from '../projector/rows.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Count} Count */
/** @typedef {import('../shared/frames.js').OutcomeRow} OutcomeRow */
/** @typedef {import('../shared/frames.js').MarksRow} MarksRow */

const comma = () => (lang.value === 'zh' ? '，' : ', ');
const semicolon = () => (lang.value === 'zh' ? '；' : '; ');
const stop = (/** @type {string} */ text) => (text === '' || /[。.]$/.test(text) ? text : text + (lang.value === 'zh' ? '。' : '.'));

/** @param {Ballot} ballot @returns {string[]} */
export function resultScript(ballot) {
  const { count } = ballot;
  if (!count) return [];
  const { outcome } = count;
  const corrected = (ballot.manual?.corrected ?? 0) > 0;
  const lines = [t(corrected ? 'script.corrected' : 'script.result')];
  if (outcome.kind === 'no_result') lines.push(stop(say(count.sentence) || t('verdict.no_result')));
  else if (isOneCell(ballot.form)) lines.push(single(ballot, count), stop(say(count.sentence)));
  else lines.push(t('script.papers', count.papers), ...several(ballot, count));
  if (standingOf(ballot)) lines.push(...settledLines(ballot), ...openLines(ballot));
  else if (outcome.tie) lines.push(tie(ballot, outcome.tie));
  else if (outcome.shortfall) lines.push(t('script.shortfall', { n: outcome.shortfall }));
  if (!ballot.binding) lines.push(t('script.not_binding'));
  return lines.filter(Boolean);
}

/** 赞成 199 票，反对 3 票，弃权 5 票，未按表决器 2 人。 @param {Ballot} ballot @param {Count} count */
function single(ballot, count) {
  const row = /** @type {MarksRow} */ (count.rows[0]);
  const grades = ballot.form.kind === 'marks' ? ballot.form.grades : [];
  const votes = grades.map((grade) => t('script.votes', { word: say(grade), n: row.votes[grade.id] ?? 0 }));
  if (count.turnout.did_not_vote > 0) votes.push(t('script.did_not_press', { n: count.turnout.did_not_vote }));
  return stop(votes.join(comma()));
}

/** @param {Ballot} ballot @param {{items: string[], open_places: number}} tied */
const tie = (ballot, { items, open_places }) => t('script.tie', {
  sentence: t('hall.tie'), list: items.map((id) => itemTitle(ballot, id)).join(semicolon()), open: open_places,
});

/** @param {Ballot} ballot @param {Count} count @returns {string[]} */
function several(ballot, count) {
  const rows = (count.outcome.rows ?? []).map((row) => settledRow(ballot, row));
  const elects = ballot.kind === 'election';
  const named = (/** @type {OutcomeRow} */ row) => itemTitle(ballot, row.item);
  const voted = (/** @type {OutcomeRow} */ row) => t('script.with_votes', { title: named(row), n: row.votes ?? 0 });
  const list = (/** @type {string} */ key, /** @type {OutcomeRow[]} */ some, say_ = named, grade = '') =>
    (some.length === 0 ? '' : t(key, { n: some.length, grade, list: some.map(say_).join(semicolon()) }));
  const of = (/** @type {string} */ verdict) => rows.filter((row) => row.verdict === verdict);
  switch (count.outcome.kind) {
    case 'selection': return [list(elects ? 'script.elected' : 'script.selected', of('selected'), voted)];
    case 'threshold': return [list('script.adopted', of('adopted'), voted), list('script.not_adopted', of('not_adopted'), voted)];
    case 'quota':
    case 'ladder': {
      const grades = ballot.form.kind === 'marks' ? ballot.form.grades : [];
      // With a quota only the grade that is limited is read out by name.
      const read = grades.filter((grade) => count.outcome.kind === 'ladder' || grade.id === count.outcome.grade);
      return [
        ...read.map((grade) => list('script.graded', of('graded').filter((row) => row.grade === grade.id), named, gradeWord(ballot, grade.id))),
        list('script.no_grade', of('no_result')),
      ];
    }
    case 'points': {
      const pointed = (/** @type {OutcomeRow} */ row) => t('script.with_points', { title: named(row), n: row.points ?? 0 });
      return [list('script.selected', of('selected'), pointed)];
    }
    case 'mean': {
      const mean = (/** @type {OutcomeRow} */ row) => t('script.with_mean', { title: named(row), rank: row.rank ?? '', mean: row.mean ?? '' });
      return [list('script.means', of('ranked'), mean), list('script.selected', of('selected'), mean), list('script.no_grade', of('no_result'))];
    }
    default: return [stop(say(count.sentence)), ...counts(ballot, count)];
  }
}

/** @param {Ballot} ballot @param {Count} count @returns {string[]} */
function counts(ballot, count) {
  if (ballot.form.kind !== 'picks') return [];
  return [stop(count.rows.map((row) => t('script.with_votes', { title: itemTitle(ballot, row.item), n: votesOf(row) })).join(semicolon()))];
}
