// @ts-check
// The chair's console at /chair: a link, the fold of its frames, and the acts of the chair.
import { batch, html, mount, signal } from '../shared/ui.js';
import { confirm } from '../shared/dialog.js';
import { serverClock } from '../shared/clock.js';
import { openLink } from '../shared/link.js';
import { CallRefused, call } from '../shared/rest.js';
import { differenceWords, unexplained } from '../shared/manual.js';
import { emptyState, fold, position, rollOf } from '../shared/state.js';
import { uuid } from '../shared/uuid.js';
import { say, showLang, t } from '../shared/words.js';
import { focusBallot, liveBallot, nextEntry, waitingFor } from './acts.js';
import { Chair } from './app.js';
import { electionActs } from './election.js';
import { askHandOver } from './hand-over.js';
import { closeQuestion } from './notes.js';
import { askReason } from './reason.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */

const LAST_CALL_S = 5;
const EXTEND_S = 30;

const state = signal(emptyState());
const status = signal(/** @type {import('../shared/link.js').Status} */ ({ state: 'connecting', since: 0 }));
const chosen = signal(/** @type {string|null} */ (null));
const refusal = signal(/** @type {string|null} */ (null));
const busy = signal(false);
const clock = serverClock();

/** @param {any} frame */
function onFrame(frame) {
  const before = state.value;
  const next = fold(before, frame);
  const live = liveBallot(next);
  batch(() => {
    state.value = next;
    // A ballot that opens takes the desk; a refusal does not outlive the phase it belongs to.
    if (live && live.id !== liveBallot(before)?.id) chosen.value = null;
    if (frame.topic === 'ballot' && before.ballots[frame.data.id]?.phase !== frame.data.phase) refusal.value = null;
  });
  align();
}

/** The ballot on the desk: that of the hall, or a poll beside it. */
const focus = () => focusBallot(state.value, chosen.value);
const align = () => clock.alignTo(focus()?.deadline_ms);

const link = openLink({
  face: 'chair', onFrame, onStatus: (next) => { status.value = next; }, onTime: clock.sync, resume: () => position(state.value),
});

/** @param {string} type @param {object} fields */
async function send(type, fields) {
  batch(() => { busy.value = true; refusal.value = null; });
  try {
    const answer = await link.request(type, fields);
    if (!answer.ok) refusal.value = say(answer.refusal);
    return answer;
  } catch {
    refusal.value = t('chair.unknown');
  } finally {
    busy.value = false;
  }
}

/** @param {string} ballot @param {string} why @returns {Promise<string|null>} id of the draft */
async function prepare(ballot, why) {
  batch(() => { busy.value = true; refusal.value = null; });
  try {
    return (await call('chair', 'POST', `/api/sittings/${state.value.sitting?.id}/ballots/${ballot}/follow-up`, { why })).id;
  } catch (error) {
    refusal.value = error instanceof CallRefused ? say(error.refusal) : t('chair.unknown');
    return null;
  } finally {
    busy.value = false;
  }
}

/** @type {Record<string, (ballot: Ballot) => any>} */
const acts = {
  ...electionActs({ send, prepare, choose: (id) => choose(id) }),
  async open(ballot) {
    const sure = ballot.warnings.length === 0 || await confirm({
      title: t('chair.open_title'), body: ballot.warnings.map(say).join('\n'), confirm: t('act.open'), cancel: t('act.back'),
    });
    if (sure) await send('open', { ballot: ballot.id });
  },
  async close_vote(ballot) {
    const missing = waitingFor(state.value, ballot);
    const body = closeQuestion(state.value, ballot);
    const sure = body === null || await confirm({ title: t('chair.close_title'), body, confirm: t('act.close_vote'), cancel: t('act.back') });
    if (!sure) return;
    const asks = ballot.not_voted === 'block_close' && (missing ?? 1) > 0;
    const answer = await send(asks ? 'close_confirmed' : 'close', { ballot: ballot.id });
    // Somebody is waited for after all: the rule wants it said again.
    if (answer?.refusal?.code !== 'still_waiting') return;
    const again = await confirm({ title: t('chair.close_title'), body: say(answer.refusal), confirm: t('act.close_vote'), cancel: t('act.back') });
    if (again) await send('close_confirmed', { ballot: ballot.id });
  },
  open_sitting: () => send('open_sitting', {}),
  resume: (ballot) => send('resume', { ballot: ballot.id }),
  async declare(ballot) {
    const body = [say(ballot.count?.sentence), t('chair.declare_body')].filter(Boolean).join('\n');
    if (await confirm({ title: t('chair.declare_title'), body, confirm: t('act.declare'), cancel: t('act.back') })) {
      await send('declare', { ballot: ballot.id });
    }
  },
  async explain(ballot) {
    const [difference] = unexplained(ballot);
    if (!difference) return;
    const text = await askReason({
      title: t('manual.explain_title'), body: differenceWords(ballot, difference), confirm: t('act.explain'),
      suggestions: [t('manual.explain_unsigned'), t('manual.explain_none'), t('manual.explain_left')],
    });
    if (text !== null) await send('explain', { ballot: ballot.id, about: difference.about, text });
  },
  to_hands: (ballot) => changeCasting(ballot, 'hands'),
  to_paper: (ballot) => changeCasting(ballot, 'paper'),
  next(ballot) { choose(nextEntry(state.value, ballot)?.id ?? null); },
  to_live() { choose(null); },
  last_call: (ballot) => send('last_call', { ballot: ballot.id, seconds: LAST_CALL_S }),
  extend: (ballot) => send('extend', { ballot: ballot.id, seconds: EXTEND_S }),
  // At once and without a question: a hall with a fault should not wait for a dialog.
  suspend: (ballot) => send('suspend', { ballot: ballot.id, reason: '' }),
  async hand_over(ballot) {
    const said = await askHandOver();
    if (said) await send('hand_over', { to: { name: said.name }, reason: said.reason, ballot: ballot.id });
  },
  async no_answer(ballot) {
    const called = rollOf(state.value, ballot)?.called;
    if (called) await send('pass_delegate', { ballot: ballot.id, delegate: called.id });
  },
  async void(ballot) {
    const reason = await askReason({
      title: t('chair.void_title'), body: t('chair.void_body'), confirm: t('act.void'),
      suggestions: [t('chair.reason_text'), t('chair.reason_fault'), t('chair.reason_order')],
    });
    if (reason !== null) await send('void', { ballot: ballot.id, reason });
  },
};

/** One act: this ballot ends, the other is ready to be opened. @param {Ballot} ballot @param {'hands'|'paper'} casting */
async function changeCasting(ballot, casting) {
  const way = t(`act.to_${casting}`);
  const reason = await askReason({
    title: t('manual.change_title', { way }), body: t('manual.change_body'), confirm: way,
    suggestions: [t('manual.reason_system'), t('manual.reason_network'), t('manual.reason_doubt')],
  });
  if (reason === null) return;
  const to_ballot = uuid();
  await send('change_casting', { ballot: ballot.id, to_ballot, casting, reason });
  if (!refusal.value) choose(to_ballot);
}

/** @param {string|null} id */
function choose(id) {
  batch(() => { chosen.value = id; refusal.value = null; });
  align();
}

const App = () => {
  document.title = t('chair.title');
  return html`<${Chair} state=${state.value} status=${status.value} chosen=${chosen.value} refusal=${refusal.value} busy=${busy.value}
    now_ms=${focus()?.phase === 'open' ? clock.tick.value : 0} choose=${choose} takeBack=${link.reconnect}
    press=${(/** @type {string} */ act, /** @type {Ballot} */ ballot) => acts[act]?.(ballot)}
    room=${(/** @type {string} */ act, /** @type {Ballot} */ ballot, /** @type {string} */ room) => send(act, { ballot: ballot.id, room })} />`;
};

showLang();
mount(App, /** @type {Element} */ (document.getElementById('root')));
