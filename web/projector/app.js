// @ts-check
// The hall screen as a function of what is known.
import { html } from '../shared/ui.js';
import { t } from '../shared/words.js';
import { pictureOf, sceneOf } from './scene.js';
import { Bars } from './views/bars.js';
import { DrawScreen } from './views/draw.js';
import { Forms } from './views/forms.js';
import { Idle } from './views/idle.js';
import { Matrix } from './views/matrix.js';
import { Counting, Lost, NoResult, Voided } from './views/notice.js';
import { Options, Selection } from './views/selection.js';
import { Voting } from './views/voting.js';

const RESULTS = { bars: Bars, selection: Selection, matrix: Matrix, options: Options, forms: Forms, no_result: NoResult };

/**
 * @param {{state: import('../shared/state.js').State, status: import('../shared/link.js').Status, voted: number|null, now_ms: number,
 *   room?: string|null}} props room: of this screen
 */
export function Screen({ state, status, voted, now_ms, room = null }) {
  if (status.state !== 'online' || state.epoch === null) return html`<${Lost} state=${state} status=${status} />`;
  const { scene, ballot, draw } = sceneOf(state);
  if (draw) return html`<${DrawScreen} key=${draw.id} state=${state} draw=${draw} />`;
  if (ballot === null) return html`<${Idle} state=${state} />`;
  switch (scene) {
    case 'voting':
    case 'suspended': return html`<${Voting} state=${state} ballot=${ballot} voted=${voted} now_ms=${now_ms} room=${room} />`;
    case 'result': {
      const head = ballot.phase === 'declared' ? null : html`<span class="chip">${t('screen.waiting')}</span>`;
      return html`<${RESULTS[pictureOf(ballot)]} key=${ballot.id} state=${state} ballot=${ballot} head=${head} />`;
    }
    case 'voided': return html`<${Voided} state=${state} ballot=${ballot} />`;
    default: return html`<${Counting} state=${state} ballot=${ballot} voted=${voted} />`;
  }
}
