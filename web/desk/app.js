// @ts-check
// The desk as a function of what is known: tabs, of which the role decides what may be done in them.
import { html } from '../shared/ui.js';
import { Watermark } from '../shared/watermark.js';
import { t } from '../shared/words.js';
import { LinkBanner, Top } from '../chair/views/top.js';
import { ballotById, ballotsInOrder } from '../shared/state.js';
import { roleOf, toCertify } from './acts.js';
import { Ballots } from './views/ballots.js';
import { ManualView } from './views/manual.js';
import { Certify } from './views/certify.js';
import { Draws } from './views/draw.js';
import { PrepareDraw } from './views/prepare-draw.js';
import { Prepare } from './views/prepare.js';
import { Officers } from './views/officers.js';
import { RecordView } from './views/record.js';
import { Recusals } from './views/recusals.js';
import { RoomsView } from './views/rooms.js';
import { Roster } from './views/roster.js';
import { toRule } from './rulings.js';
import { SignInLink } from './views/sign-in-link.js';
import { Tabs } from './views/tabs.js';

/**
 * @typedef {{tab: import('./views/tabs.js').Tab, query: string, show: import('./roster.js').Show,
 *   draft: import('./prepare.js').Draft, preparing: boolean, tried: boolean, profiles: import('./prepare.js').Profile[]|null,
 *   drawing: import('./draw.js').DrawDraft|null, plan: import('./draw.js').Plan|null,
 *   note: {text: string, bad: boolean}|null, busy: boolean, recusals: string|null, link: {url: string, person: import('../shared/frames.js').RosterEntry}|null}} Ui
 */
/**
 * @param {{state: import('../shared/state.js').State, status: import('../shared/link.js').Status, ui: Ui,
 *   set: (part: Partial<Ui>) => void, acts: Record<string, any>}} props
 */
export function Desk({ state, status, ui, set, acts }) {
  const role = roleOf(state);
  const on = status.state === 'online';
  const waiting = toCertify(ballotsInOrder(state)).length + toRule(ballotsInOrder(state)).length;
  return html`<div class="console">
    <${Top} state=${state} status=${status} place=${t(role === 'scrutineer' ? 'desk.title_scrutineer' : 'desk.title_operator')} />
    <${LinkBanner} status=${status} words="desk.lost" onBack=${acts.takeBack} />
    <div class="tab-row"><${Tabs} tab=${ui.tab} waiting=${waiting} onTab=${acts.tab} />
      <p class=${`note-line ${ui.note?.bad ? 'bad' : 'good'}`} role="status">${ui.note?.text}</p></div>
    <main id="panel" role="tabpanel" aria-labelledby=${`tab-${ui.tab}`}>
      ${state.epoch === null ? html`<p class="empty">${t('link.connecting')}</p>`
        : html`<${Panel} state=${state} role=${role} on=${on} ui=${ui} set=${set} acts=${acts} />`}
    </main>
    <${Watermark} rehearsal=${state.sitting?.rehearsal} />
    ${ui.link && html`<${SignInLink} url=${ui.link.url} person=${ui.link.person} onClose=${() => set({ link: null })} />`}
  </div>`;
}

/**
 * @param {{state: import('../shared/state.js').State, role: import('./acts.js').Role, on: boolean, ui: Ui,
 *   set: (part: Partial<Ui>) => void, acts: Record<string, any>}} props
 */
function Panel({ state, role, on, ui, set, acts }) {
  const recusing = ballotById(state, ui.recusals);
  switch (ui.tab) {
    case 'roster': return html`<${Roster} state=${state} query=${ui.query} show=${ui.show} on=${on && !ui.busy} acts=${role === 'operator'}
      setQuery=${(/** @type {string} */ query) => set({ query })} setShow=${(/** @type {any} */ show) => set({ show })} run=${acts.person} />`;
    case 'rooms': return html`<${RoomsView} state=${state} on=${on && !ui.busy} acts=${role === 'operator'} only=${acts.onlyRoom ?? null}
      run=${acts.room} save=${acts.setRooms} invite=${acts.invite} />`;
    case 'people': return html`<${Officers} state=${state} on=${on && !ui.busy} acts=${role === 'operator'} run=${acts.officers} />`;
    case 'ballots': return recusing ? html`<${Recusals} ballot=${recusing} roster=${state.roster ?? []} on=${on && !ui.busy && role === 'operator'}
        onAdd=${(/** @type {any} */ person) => acts.recuse(recusing, person)} onWithdraw=${(/** @type {any} */ one) => acts.withdraw(recusing, one)}
        onBack=${() => set({ recusals: null })} />` : ui.preparing
      ? html`<${Prepare} draft=${ui.draft} profiles=${ui.profiles} ballots=${ballotsInOrder(state)} draws=${state.draws} onWrong=${acts.wrong} tried=${ui.tried} busy=${ui.busy || !on}
          onChange=${(/** @type {any} */ part) => set({ draft: { ...ui.draft, ...part } })} onCreate=${acts.create}
          onBack=${() => set({ preparing: false, tried: false })} />`
      : html`<${Ballots} state=${state} role=${role} on=${on && !ui.busy} run=${acts.ballot} save=${acts.save} onPrepare=${() => acts.prepare()} />`;
    case 'draw': return ui.drawing
      ? html`<${PrepareDraw} draft=${ui.drawing} plan=${ui.plan} tried=${ui.tried} busy=${ui.busy || !on} onChange=${acts.changeDraw}
          onPlan=${acts.planDraw} onCommit=${acts.commitDraw} onBack=${acts.leaveDraw} onWrong=${acts.wrong} />`
      : html`<${Draws} draws=${state.draws} rehearsal=${state.sitting?.rehearsal === true} operates=${role === 'operator'} on=${on && !ui.busy} run=${acts.draw} onPrepare=${acts.prepareDraw} />`;
    case 'manual': return html`<${ManualView} state=${state} role=${role} on=${on && !ui.busy} acts=${acts.manual} />`;
    case 'certify': return html`<${Certify} state=${state} role=${role} on=${on && !ui.busy} onCertify=${acts.certify} onRule=${acts.rule} />`;
    case 'record': return html`<${RecordView} state=${state} busy=${ui.busy} on=${on} onExport=${acts.exportRecord} />`;
  }
}
