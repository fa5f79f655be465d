// @ts-check
import { html } from '../../shared/ui.js';
import { layoutOf } from '../paper.js';
import { Choices } from './choices.js';
import { Closed } from './closed.js';
import { Final } from './final.js';
import { Matrix } from './matrix.js';
import { BallotNotice } from './notices.js';
import { Picks } from './picks.js';
import { Recorded } from './recorded.js';
import { Result } from './result.js';
import { Review } from './review.js';
import { SendingAway } from './sending-away.js';
import { Waiting } from './waiting.js';

/** One scene at a time. @param {{session: import('../session.js').Session}} props */
export function Scene({ session }) {
  const scene = session.scene.value;
  switch (scene.kind) {
    case 'final': return html`<${Final} session=${session} code=${scene.code} />`;
    case 'loading':
    case 'waiting': return html`<${Waiting} session=${session} />`;
    case 'paper': return html`<${Paper} key=${scene.vote.ballot.id} session=${session} vote=${scene.vote} />`;
    case 'closed': return html`<${Closed} session=${session} vote=${scene.vote} />`;
    case 'result': return html`<${Result} session=${session} vote=${scene.vote} />`;
    default: return html`<${BallotNotice} session=${session} vote=${scene.vote} why=${scene.kind} />`;
  }
}

/** @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
function Paper({ session, vote }) {
  const { ballot, recorded, sending, draft, online } = vote;
  const shared = { session, vote };
  const layout = layoutOf(ballot);
  if (sending && !online) return html`<${SendingAway} ...${shared} />`;
  if (layout === 'choices') {
    const masked = ballot.secrecy === 'secret' && recorded && !sending && session.revealed.value !== ballot.id;
    return masked ? html`<${Recorded} ...${shared} />` : html`<${Choices} ...${shared} />`;
  }
  if (recorded && !draft && !sending) return html`<${Recorded} ...${shared} />`;
  if (sending || session.steps.value[ballot.id] === 'review') return html`<${Review} ...${shared} />`;
  return layout === 'matrix' ? html`<${Matrix} ...${shared} />` : html`<${Picks} ...${shared} />`;
}
