// @ts-check
// The chair's acts about places: a tie decided or drawn by lot, a withdrawal, the ballot that follows.
import { itemTitle } from '../shared/ballot-words.js';
import { confirm } from '../shared/dialog.js';
import { followUps, followUpWords, standingOf } from '../shared/standing.js';
import { t } from '../shared/words.js';
import { askReason } from './reason.js';
import { askWhich } from './choose.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/**
 * @typedef {object} Means
 * @property {(type: string, fields: object) => Promise<unknown>} send
 * @property {(ballot: string, why: string) => Promise<string|null>} prepare drafts what follows; its id
 * @property {(id: string) => void} choose
 */

/** @param {Means} means @returns {Record<string, (ballot: Ballot) => any>} */
export function electionActs({ send, prepare, choose }) {
  /** @param {Ballot} ballot @param {string} why */
  async function follow(ballot, why) {
    const found = followUps(ballot).find((each) => each.why === why);
    if (!found) return;
    const sure = await confirm({ title: t(`act.follow_${why}`), body: followUpWords(found), confirm: t('follow_up.prepare'), cancel: t('act.back'), plain: true });
    const id = sure ? await prepare(ballot.id, why) : null;
    if (id) choose(id);
  }

  return {
    follow_run_off: (ballot) => follow(ballot, 'run_off'),
    follow_second_round: (ballot) => follow(ballot, 'second_round'),
    follow_further_election: (ballot) => follow(ballot, 'further_election'),
    async decide_tie(ballot) {
      const tie = standingOf(ballot)?.tie;
      if (!tie) return;
      const items = tie.items.map((id) => ({ id, title: itemTitle(ballot, id) }));
      const said = await askWhich({
        title: t('tie.decide_title'), body: t('tie.decide_body', { n: items.length, open: tie.open_places }), confirm: t('act.decide_tie'), items, count: tie.open_places,
        suggestions: [t('tie.reason_presidium'), t('tie.reason_chair')],
      });
      if (said) await send('decide_tie', { ballot: ballot.id, ...said });
    },
    async draw_lot(ballot) {
      const tie = standingOf(ballot)?.tie;
      if (!tie) return;
      const seed = await askReason({
        title: t('tie.lot_title'), body: t('tie.lot_body', { n: tie.items.length, open: tie.open_places }), confirm: t('act.draw_lot'), label: t('tie.lot_seed'),
      });
      if (seed !== null) await send('draw_lot', { ballot: ballot.id, seed });
    },
    async withdraw_item(ballot) {
      const standing = standingOf(ballot);
      const rows = ballot.count?.outcome.rows ?? [];
      const gone = new Set((standing?.withdrawn ?? []).map(({ item }) => item));
      const items = rows.filter(({ item }) => !gone.has(item)).map(({ item }) => ({ id: item, title: itemTitle(ballot, item) }));
      const said = await askWhich({
        title: t('withdraw.title'), body: t('withdraw.body'), confirm: t('act.withdraw_item'), items, count: 1,
        suggestions: [t('withdraw.reason_own'), t('withdraw.reason_project')],
      });
      if (said) await send('withdraw_item', { ballot: ballot.id, item: said.items[0], reason: said.reason });
    },
  };
}
