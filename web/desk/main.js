// @ts-check
// The desk at /desk: a link, the fold of its frames, and the acts of operator and scrutineer.
import { html, mount, signal } from '../shared/ui.js';
import { itemsOf } from '../shared/ballot-words.js';
import { confirm } from '../shared/dialog.js';
import { serverClock } from '../shared/clock.js';
import { openLink } from '../shared/link.js';
import { askRecusal } from '../shared/recusal-dialog.js';
import { CallRefused, call } from '../shared/rest.js';
import { followUps, followUpWords } from '../shared/standing.js';
import { emptyState, fold, position } from '../shared/state.js';
import { say, showLang, t } from '../shared/words.js';
import { askReason } from '../chair/reason.js';
import { roleOf } from './acts.js';
import { Desk } from './app.js';
import { download } from './download.js';
import { drawActs } from './draw-acts.js';
import { manualActs } from './manual-acts.js';
import { mandateAct } from './mandates.js';
import { askPlace } from './move.js';
import { draftFrom, draftOf, emptyDraft, problems, requestBody } from './prepare.js';
import { TABS } from './views/tabs.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').RosterEntry} RosterEntry */
/** @typedef {import('./app.js').Ui} Ui */

const state = signal(emptyState());
const status = signal(/** @type {import('../shared/link.js').Status} */ ({ state: 'connecting', since: 0 }));
const clock = serverClock();
const ui = signal(/** @type {Ui} */ ({
  tab: TABS.find((name) => `#${name}` === location.hash) ?? 'roster', query: '', show: 'all', draft: emptyDraft(), preparing: false,
  tried: false, profiles: [], drawing: null, plan: null, note: null, busy: false, link: null, recusals: null,
}));
const set = (/** @type {Partial<Ui>} */ part) => { ui.value = { ...ui.value, ...part }; };

const link = openLink({
  face: 'desk', onFrame: (frame) => { state.value = fold(state.value, frame); }, onStatus: (next) => { status.value = next; },
  onTime: clock.sync, resume: () => position(state.value),
});

/** Runs one act; says how it ended. @template T @param {() => Promise<T>} act @param {string} [done] @returns {Promise<T|null>} */
async function doing(act, done = t('desk.done')) {
  set({ busy: true, note: null });
  try {
    const result = await act();
    set({ busy: false, note: { text: done, bad: false } });
    return result;
  } catch (error) {
    const text = error instanceof CallRefused ? say(error.refusal) : error instanceof Error ? error.message : t('chair.unknown');
    set({ busy: false, note: { text, bad: true } });
    return null;
  }
}

/** @param {string} type @param {object} fields @param {string} [done] */
const send = (type, fields, done) => doing(async () => {
  const answer = await link.request(type, fields);
  if (!answer.ok && answer.refusal) throw new CallRefused(409, answer.refusal);
  return true;
}, done);

/** @param {string} path */
const ofSitting = (path) => `/api/sittings/${state.value.sitting?.id}${path}`;

/** @param {RosterEntry} person */
async function issueLink(person) {
  const who = { number: person.number, name: person.name };
  const sure = await confirm({ title: t('desk.link_title'), body: t('desk.link_ask', who), confirm: t('desk.link_issue'), cancel: t('act.back'), plain: true });
  if (!sure) return;
  const answer = await doing(() => call('desk', 'POST', ofSitting('/links'), { role: 'delegate', delegate: person.id }));
  if (answer) set({ link: { url: answer.url, person } });
}

/** @param {import('./prepare.js').Draft} [draft] */
async function prepare(draft) {
  set({ preparing: true, tried: false, ...(draft ? { draft } : {}), note: null });
  try {
    set({ profiles: await call('desk', 'GET', '/api/profiles') });
  } catch {
    set({ profiles: null });
  }
}

/** @param {Ballot} ballot */
async function cancel(ballot) {
  const reason = await askReason({
    title: t('desk.cancel_title'), body: t('desk.cancel_body'), confirm: t('desk.cancel_act'),
    suggestions: [t('desk.reason_withdrawn'), t('desk.reason_text'), t('desk.reason_order')],
  });
  if (reason !== null) await send('cancel', { ballot: ballot.id, reason });
}

/** @param {RosterEntry} person */
async function move(person) {
  const place = await askPlace(person, state.value.sitting?.rooms ?? []);
  if (place) await send('move_person', { delegate: person.id, ...place }, `${person.number} ${person.name} · ${t('desk.done')}`);
}

/** Drafts exactly what the outcome asks for. @param {Ballot} ballot @param {string} why */
async function follow(ballot, why) {
  const found = followUps(ballot).find((each) => each.why === why);
  if (!found) return;
  const sure = await confirm({ title: t(`desk.follow_${why}`), body: followUpWords(found), confirm: t('follow_up.prepare'), cancel: t('act.back'), plain: true });
  if (sure) await doing(() => call('desk', 'POST', ofSitting(`/ballots/${ballot.id}/follow-up`), { why }), t('desk.created', { title: ballot.title }));
}

const acts = {
  ...drawActs({ ui, set, doing, ofSitting, prepare }),
  wrong: (/** @type {string} */ text) => set({ note: { text, bad: true } }),
  manual: manualActs({ doing, send, request: link.request, ofSitting }),
  takeBack: link.reconnect,
  tab(/** @type {import('./views/tabs.js').Tab} */ tab) {
    set({ tab, note: null });
    history.replaceState(null, '', `#${tab}`);
  },
  person(/** @type {string} */ act, /** @type {RosterEntry} */ person) {
    if (act === 'link') return issueLink(person);
    if (act === 'move') return move(person);
    const done = `${person.number} ${person.name} · ${t('desk.done')}`;
    if (act === 'weight' || act.startsWith('proxy_')) return mandateAct({ act, person, roster: state.value.roster ?? [], send, done, say: (text) => set({ note: { text, bad: true } }) });
    if (act === 'leave' || act === 'end_leave') return send('leave', { delegate: person.id, on_leave: act === 'leave' }, done);
    return send(act, { delegate: person.id }, done);
  },
  officers: (/** @type {string} */ type, /** @type {object} */ fields) => send(type, fields),
  async recuse(/** @type {Ballot} */ ballot, /** @type {RosterEntry} */ person) {
    const said = await askRecusal(itemsOf(ballot), `${person.number} ${person.name}`);
    if (said) await send('recuse', { ballot: ballot.id, delegate: person.id, ...said });
  },
  withdraw: (/** @type {Ballot} */ ballot, /** @type {import('../shared/frames.js').Recusal} */ { person }) =>
    send('withdraw_recusal', { ballot: ballot.id, delegate: person.id }),
  ballot(/** @type {string} */ act, /** @type {Ballot} */ ballot) {
    if (act === 'recusals') return set({ recusals: ballot.id, note: null });
    const why = /** @type {Record<string, import('./prepare.js').Why|'tied'>} */ ({ again: 'rerun', runoff: 'tied', further: 'further_election', primary: 'primary' })[act];
    if (why) return prepare(draftFrom(ballot, why, state.value.roster ?? []));
    if (act.startsWith('follow_')) return follow(ballot, act.slice('follow_'.length));
    if (act === 'edit') return prepare(draftOf(ballot, state.value.roster ?? []));
    return act === 'cancel' ? cancel(ballot) : send(act, { ballot: ballot.id });
  },
  prepare,
  /** The room of this desk, where it keeps to one: /desk?room=east. */
  onlyRoom: new URLSearchParams(location.search).get('room'),
  room: (/** @type {string} */ act, /** @type {Ballot} */ ballot, /** @type {string} */ room) => send(act, { ballot: ballot.id, room }),
  setRooms: (/** @type {import('../shared/frames.js').Room[]} */ rooms) => send('set_rooms', { rooms }),
  invite: (/** @type {Ballot} */ ballot, /** @type {string[]} */ delegates) => send('invite', { ballot: ballot.id, delegates }),
  async create() {
    const { draft, profiles } = ui.value;
    const profile = profiles?.find(({ id }) => id === draft.profile) ?? null;
    set({ tried: true });
    if (!profile || problems(draft, profile).length > 0) return;
    const done = t(draft.id ? 'agenda.edited' : 'desk.created', { title: draft.title });
    const send = () => (draft.id ? call('desk', 'PUT', ofSitting(`/ballots/${draft.id}`), requestBody(draft, profile))
      : call('desk', 'POST', ofSitting('/ballots'), requestBody(draft, profile)));
    const made = await doing(send, done);
    if (made) set({ preparing: false, tried: false, draft: emptyDraft() });
  },
  async certify(/** @type {Ballot} */ ballot) {
    const sure = await confirm({ title: t('desk.certify_title'), body: `${ballot.title}\n${t('desk.certify_body')}`, confirm: t('desk.certify'), cancel: t('act.back') });
    if (sure) await send('certify', { ballot: ballot.id });
  },
  async rule(/** @type {Ballot} */ ballot, /** @type {object[]} */ rulings) {
    const sure = await confirm({ title: t('rulings.title'), body: `${ballot.title}\n${t('rulings.sure')}`, confirm: t('rulings.send'), cancel: t('act.back') });
    if (sure) await doing(() => call('desk', 'POST', ofSitting(`/ballots/${ballot.id}/rulings`), { rulings }));
  },
  save: (/** @type {Ballot} */ ballot, /** @type {string} */ file) => doing(() => download(ofSitting(`/ballots/${ballot.id}/${file}`))),
  exportRecord: () => doing(() => download(ofSitting('/export'))),
};

const App = () => {
  document.title = t(roleOf(state.value) === 'scrutineer' ? 'desk.title_scrutineer' : 'desk.title_operator');
  return html`<${Desk} state=${state.value} status=${status.value} ui=${ui.value} set=${set} acts=${acts} />`;
};

showLang();
mount(App, /** @type {Element} */ (document.getElementById('root')));
