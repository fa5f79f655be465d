// @ts-check
import { html } from '../../shared/ui.js';
import { layoutOf } from '../paper.js';
import { isBusy } from '../scene.js';
import { Choices } from './choices.js';
import { Closed } from './closed.js';
import { Final } from './final.js';
import { Matrix } from './matrix.js';
import { Mismatch } from './mismatch.js';
import { BallotNotice } from './notices.js';
import { Picks } from './picks.js';
import { RecusedRows, RecuseButton, YourTurn } from './recusal.js';
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
    case 'paper': return html`<${AboutMe} session=${session} vote=${scene.vote} /><${Paper} key=${scene.vote.ballot.id} session=${session} vote=${scene.vote} />`;
    case 'mismatch': return html`<${Mismatch} session=${session} vote=${scene.vote} />`;
    case 'closed': return html`<${Closed} session=${session} vote=${scene.vote} />`;
    case 'result': return html`<${Result} session=${session} vote=${scene.vote} />`;
    default: return html`<${BallotNotice} session=${session} vote=${scene.vote} why=${scene.kind} />`;
  }
}

/** What concerns this person alone, above every paper. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
const AboutMe = (props) => html`<${YourTurn} ...${props} /><${RecusedRows} ...${props} /><${RecuseButton} ...${props} />`;

/** @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
function Paper({ session, vote }) {
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
  return layout === 'matrix' ? html`<${Matrix} ...${shared} />` : html`<${Picks} ...${shared} />`;
}
