// @ts-check
// Recusal on the tablet: what one takes no part in, and how to say so.
import { askRecusal } from '../../shared/recusal-dialog.js';
import { Icon } from '../../shared/icons.js';
import { html } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { itemsOf, recusedItems } from '../recusal.js';
import { isBusy } from '../scene.js';

/** @typedef {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} Props */

/** Rows without choices. @param {Props} props */
export function RecusedRows({ session, vote }) {
  const whole = session.state.value.ballots[vote.ballot.id];
  const rows = recusedItems(whole, vote.own);
  if (rows.length === 0) return null;
  const number = (/** @type {import('../../shared/frames.js').Item} */ row) => itemsOf(whole).indexOf(row) + 1;
  return html`<section class="recused" role="note">
    <p><${Icon} name="scale" size=${20} /> ${t('recusal.rows')}</p>
    ${(vote.own?.annulled ?? 0) > 0 && !vote.recorded && html`<p class="bad" role="status">${t('recusal.again')}</p>`}
    <ul>${rows.map((row) => html`<li key=${row.id}><span class="num">${number(row)}.</span> <b>${row.title}</b> <span class="chip">${t('recusal.word')}</span></li>`)}</ul>
  </section>`;
}

/** A quiet way to say it, before one has voted. @param {Props} props */
export function RecuseButton({ session, vote }) {
  const { ballot, recorded, suspended } = vote;
  if (!ballot.recusal?.allowed || recorded || isBusy(vote)) return null;
  const ask = async () => {
    const said = await askRecusal(itemsOf(ballot));
    if (said) await session.recuse(ballot.id, said);
  };
  return html`<div class="recuse">
    <button class="button button-quiet button-small" type="button" disabled=${suspended && !vote.online} onClick=${ask}>${t('recusal.own')}</button>
    ${session.recusal.value && html`<span class="bad" role="status">${session.recusal.value}</span>`}
  </div>`;
}

/** In a roll call: it is this person's turn. @param {Props} props */
export function YourTurn({ session, vote }) {
  if (vote.ballot.secrecy !== 'roll_call' || !vote.own?.may_vote || vote.recorded || isBusy(vote)) return null;
  return html`<div class="your-turn" role="status"><b>${t('roll.your_turn')}</b>
    <button class="button button-small" type="button" onClick=${() => session.pass(vote.ballot.id)}>${t('roll.pass')}</button></div>`;
}
