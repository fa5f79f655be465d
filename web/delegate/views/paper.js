// @ts-check
// The paper itself: filled in, looked over, on its way, recorded.
import { html } from '../../shared/ui.js';
import { layoutOf } from '../paper.js';
import { isBusy } from '../scene.js';
import { Answers } from './answers.js';
import { Candidates } from './candidates.js';
import { Choices } from './choices.js';
import { Matrix } from './matrix.js';
import { Picks } from './picks.js';
import { Ranks } from './ranks.js';
import { Recorded } from './recorded.js';
import { Review } from './review.js';
import { Scores } from './scores.js';
import { SendingAway } from './sending-away.js';

const PAPERS = { matrix: Matrix, picks: Picks, candidates: Candidates, ranks: Ranks, scores: Scores, text: Answers };

/** @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Paper({ session, vote }) {
  const { ballot, recorded, sending, draft, online } = vote;
  const shared = { session, vote };
  const layout = layoutOf(ballot);
  const secret = ballot.secrecy === 'secret';
  const busy = isBusy(vote);
  // After a reload only the envelope is left of a secret paper.
  const unseen = secret && layout !== 'choices' && sending && !draft;
  if (sending && (!online || unseen)) return html`<${SendingAway} ...${shared} />`;
  if (recorded && !draft && !busy && (secret || layout !== 'choices')) return html`<${Recorded} ...${shared} />`;
  if (layout === 'choices') return html`<${Choices} ...${shared} />`;
  if (busy || session.steps.value[ballot.id] === 'review') return html`<${Review} ...${shared} />`;
  return html`<${PAPERS[layout]} ...${shared} />`;
}
