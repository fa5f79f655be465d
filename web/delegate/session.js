// @ts-check
// The delegate's face without its looks: the link, the fold of frames, drafts, the vote on its way, and what a person
// may do.
import { castKeeper } from '../shared/cast.js';
import { serverClock } from '../shared/clock.js';
import { openLink } from '../shared/link.js';
import { emptyState, fold, position, stageBallot } from '../shared/state.js';
import { computed, effect, signal, untracked } from '../shared/ui.js';
import { draftStore } from './drafts.js';
import { sceneOf } from './scene.js';

/** @typedef {import('../shared/frames.js').Paper} Paper */
/** @typedef {'edit'|'review'} Step */
/** @typedef {ReturnType<typeof openSession>} Session */

/** Phases after which a draft is of no use to anyone. */
const OVER = ['declared', 'voided', 'cancelled'];

/** Close code: the seat went on at another device. */
const SUPERSEDED = 4501;

/** @param {{[option: string]: any}} [options] passed to the link, for tests */
export function openSession(options = {}) {
  const state = signal(emptyState());
  const status = signal(/** @type {import('../shared/link.js').Status} */ ({ state: 'connecting', since: 0 }));
  const outcomes = signal(/** @type {Record<string, import('../shared/cast.js').Outcome>} */ ({}));
  const desk = signal(/** @type {{casts: ReturnType<typeof castKeeper>, drafts: ReturnType<typeof draftStore>}|null} */ (null));
  const steps = signal(/** @type {Record<string, Step>} */ ({}));
  const revealed = signal(/** @type {string|null} */ (null));
  const checkIn = signal(/** @type {{busy: boolean, refusal: import('../shared/frames.js').Refusal|null, unknown: boolean}} */ (
    { busy: false, refusal: null, unknown: false }));
  const clock = serverClock(options);
  const scene = computed(() => sceneOf({
    state: state.value, status: status.value, outcomes: outcomes.value,
    pending: desk.value?.casts.pending.value ?? {}, drafts: desk.value?.drafts.drafts.value ?? {},
  }));

  const link = openLink({
    face: 'vote',
    resume: () => position(state.value),
    onTime: clock.sync,
    onStatus: (next) => {
      status.value = next;
      if (next.state === 'online') desk.value?.casts.resend();
      if (next.code === SUPERSEDED) desk.value?.casts.forget();
    },
    onFrame: (frame) => { state.value = fold(state.value, frame); settleDesk(); },
    ...options,
  });

  /** Drafts and votes on their way belong to one person in one sitting, both known from the first snapshot. */
  function settleDesk() {
    const { sitting, welcome } = state.value;
    const person = welcome?.actor.person;
    if (desk.value || !sitting || !person) return;
    const whose = { sitting: sitting.id, delegate: person.id };
    const key = `plenum.cast.${whose.sitting}.${whose.delegate}`;
    desk.value = { casts: castKeeper({ request: link.request, key, onOutcome, ...options }), drafts: draftStore(whose) };
    if (status.value.state === 'online') desk.value.casts.resend();
  }

  /** @param {import('../shared/cast.js').Outcome} outcome */
  function onOutcome(outcome) {
    outcomes.value = { ...outcomes.value, [outcome.ballot]: outcome };
    setStep(outcome.ballot, 'edit');
    if (outcome.receipt) { desk.value?.drafts.remove(outcome.ballot); revealed.value = null; }
  }

  /** @param {string} ballot @param {Step} step */
  const setStep = (ballot, step) => { steps.value = { ...steps.value, [ballot]: step }; };

  const stopSweeping = effect(() => {
    const ended = Object.values(state.value.ballots).filter((ballot) => OVER.includes(ballot.phase));
    untracked(() => { for (const ballot of ended) desk.value?.drafts.remove(ballot.id); });
  });
  const stopAligning = effect(() => { clock.alignTo(stageBallot(state.value)?.deadline_ms); });

  return {
    state, status, scene, steps, revealed, checkIn, clock,
    setStep,
    /** @param {string} ballot @param {Paper} paper */
    draft: (ballot, paper) => desk.value?.drafts.set(ballot, paper),
    /** @param {string} ballot */
    discard(ballot) { desk.value?.drafts.remove(ballot); setStep(ballot, 'edit'); },
    /** @param {string} ballot @param {Paper} paper */
    cast(ballot, paper) {
      const { [ballot]: _, ...rest } = outcomes.value;
      // A receipt stays until a newer one comes: the earlier vote stands while the change is on its way.
      if (outcomes.value[ballot]?.refusal) outcomes.value = rest;
      desk.value?.casts.submit(ballot, paper);
    },
    async signIn() {
      checkIn.value = { busy: true, refusal: null, unknown: false };
      const answer = await link.request('check_in').catch(() => null);
      checkIn.value = { busy: false, refusal: answer?.refusal ?? null, unknown: !answer };
    },
    reconnect: link.reconnect,
    close() { stopSweeping(); stopAligning(); clock.stop(); link.close(); },
  };
}
