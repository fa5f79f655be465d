// @ts-check
// The rows of a list with bars: candidates in the order of ranks, a poll's options in the order of the paper.
import { itemTitle, itemsOf, writtenName } from '../shared/ballot-words.js';
import { cutOf, settledRow } from '../shared/standing.js';
import { t } from '../shared/words.js';
import { shapeOf, toneOf, verdictWord } from './verdict.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/**
 * @typedef {{id: string, lead: string, title: string, note: string, votes: number, tone: string, word: string,
 *   shape: string, quiet: boolean, figure?: string}} Row figure: written instead of the votes
 */

/** The rows of a selection in rank order. @param {Ballot} ballot @returns {Row[]} */
export function selectionRows(ballot) {
  const titles = new Map(itemsOf(ballot).map((item) => [item.id, item]));
  const written = (/** @type {string} */ id) => (writtenName(ballot, id) === null ? '' : t('write_in.chip'));
  return (ballot.count?.outcome.rows ?? []).map((row) => settledRow(ballot, row)).map((row) => ({
    id: row.item, lead: String(row.rank ?? ''), title: itemTitle(ballot, row.item), note: titles.get(row.item)?.note ?? written(row.item),
    votes: row.votes ?? 0, tone: toneOf(row.verdict), shape: shapeOf(row.verdict), word: verdictWord(ballot, row),
    quiet: ['not_selected', 'below_majority', 'withdrawn'].includes(row.verdict),
  }));
}

/** The votes for an option. @param {import('../shared/frames.js').FigureRow} row */
export const votesOf = (row) => ('votes' in row ? Number(row.votes) : 0);

/** The options of a poll in the order of the paper. @param {Ballot} ballot @param {Record<string, number>} votes @returns {Row[]} */
export const optionRows = (ballot, votes) => itemsOf(ballot).map((item, i) => ({
  id: item.id, lead: String(i + 1), title: item.title, note: item.note, votes: votes[item.id] ?? 0,
  tone: 'attention', shape: 'none', word: '', quiet: false,
}));

/** The line of a list, with its words. @param {Ballot} ballot @returns {{after: string, word: string}|null} */
export function cutLine(ballot) {
  const cut = cutOf(ballot);
  return cut && { after: cut.item, word: t(ballot.kind === 'election' ? 'screen.cut_people' : 'screen.cut', { n: cut.n }) };
}

/** What stands on the paper is a candidate; who was written in is none. @param {Ballot} ballot */
export const candidatesOf = (ballot) => itemsOf(ballot).length;
