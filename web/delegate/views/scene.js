// @ts-check
import { html } from '../../shared/ui.js';
import { Closed } from './closed.js';
import { Final } from './final.js';
import { Mandates } from './mandates.js';
import { Mismatch } from './mismatch.js';
import { BallotNotice } from './notices.js';
import { Paper } from './paper.js';
import { ProxyNote } from './proxy.js';
import { RecusedRows, RecuseButton, YourTurn } from './recusal.js';
import { Result } from './result.js';
import { Waiting } from './waiting.js';

/** One scene at a time. @param {{session: import('../session.js').Session}} props */
export function Scene({ session }) {
  const scene = session.scene.value;
  switch (scene.kind) {
    case 'final': return html`<${Final} session=${session} code=${scene.code} />`;
    case 'loading':
    case 'waiting': return html`<${Waiting} session=${session} />`;
    case 'paper': return html`<${AboutMe} session=${session} vote=${scene.vote} /><${Paper} key=${scene.vote.ballot.id} session=${session} vote=${scene.vote} />`;
    case 'mandates': return html`<${Mandates} key=${scene.vote.ballot.id} session=${session} vote=${scene.vote} />`;
    case 'mismatch': return html`<${Mismatch} session=${session} vote=${scene.vote} />`;
    case 'closed': return html`<${Closed} session=${session} vote=${scene.vote} />`;
    case 'result': return html`<${Result} session=${session} vote=${scene.vote} />`;
    default: return html`<${BallotNotice} session=${session} vote=${scene.vote} why=${scene.kind} />`;
  }
}

/** What concerns this person alone, above every paper. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
const AboutMe = (props) => html`<${YourTurn} ...${props} /><${ProxyNote} vote=${props.vote} /><${RecusedRows} ...${props} /><${RecuseButton} ...${props} />`;
