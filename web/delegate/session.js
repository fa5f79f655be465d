// @ts-check
// The delegate's face without its looks: the link, the fold of frames, drafts, the vote on its way, receipts, and what a
// person may do.
import { ballotOf, castKeeper } from '../shared/cast.js';
import { serverClock } from '../shared/clock.js';
import { openLink } from '../shared/link.js';
import { painted as paintedByBrowser } from '../shared/paint.js';
import { receiptStore } from '../shared/receipts.js';
import { emptyState, fold, isLive, position, stageBallot } from '../shared/state.js';
import { batch, computed, effect, signal, untracked } from '../shared/ui.js';
import { say, t } from '../shared/words.js';
import { draftStore } from './drafts.js';
import { MAX_ON_THE_WAY, mandateActs, receiptTitle } from './mandate-session.js';
import { nextRevision, sceneOf, voteOn } from './scene.js';
import { plain, sealed } from './sealing.js';

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Paper} Paper */
/** @typedef {'edit'|'review'} Step */
/** @typedef {ReturnType<typeof openSession>} Session */
/**
 * @typedef {object} Desk what belongs to one person in one sitting
 * @property {string} delegate
 * @property {ReturnType<typeof castKeeper>} casts
 * @property {ReturnType<typeof draftStore>} drafts
 * @property {ReturnType<typeof receiptStore>} receipts
 */

/** Phases after which a draft is of no use to anyone. */
const OVER = ['declared', 'voided', 'cancelled'];

/** The ballot of the hall that is open now. @param {import('../shared/state.js').State} state @returns {string|null} */
function openOnStage(state) {
  const ballot = stageBallot(state);
  return ballot && isLive(ballot) ? ballot.id : null;
}

/** Close code: the seat went on at another device. */
const SUPERSEDED = 4501;
/** A signature takes some milliseconds to check: after the page that says "recorded" is drawn. */
const CHECK_AFTER_MS = 300;

/** @param {{[option: string]: any}} [options] passed to the link, for tests */
export function openSession(options = {}) {
  const { painted = paintedByBrowser, timers = globalThis } = options;
  const state = signal(emptyState());
  const status = signal(/** @type {import('../shared/link.js').Status} */ ({ state: 'connecting', since: 0 }));
  const outcomes = signal(/** @type {Record<string, import('../shared/cast.js').Outcome>} */ ({}));
  const desk = signal(/** @type {Desk|null} */ (null));
  const steps = signal(/** @type {Record<string, Step>} */ ({}));
  const sealing = signal(/** @type {string|null} */ (null));
  const unsealable = signal(/** @type {string|null} */ (null));
  const poll = signal(/** @type {string|null} */ (null));
  const checkIn = signal(/** @type {{busy: boolean, refusal: import('../shared/frames.js').Refusal|null, unknown: boolean}} */ (
    { busy: false, refusal: null, unknown: false }));
  const recusal = signal(/** @type {string|null} */ (null));
  const clock = serverClock(options);
  const known = () => ({
    state: state.value, status: status.value, outcomes: outcomes.value, sealing: sealing.value, unsealable: unsealable.value,
    pending: desk.value?.casts.pending.value ?? {}, drafts: desk.value?.drafts.drafts.value ?? {}, poll: poll.value,
  });
  const scene = computed(() => sceneOf(known()));

  const link = openLink({
    face: 'vote',
    resume: () => position(state.value),
    onTime: clock.sync,
    onStatus: (next) => {
      status.value = next;
      if (next.state === 'online') desk.value?.casts.resend();
      if (next.code === SUPERSEDED) { desk.value?.casts.forget(); desk.value?.drafts.forgetSecret(); }
    },
    onFrame: (frame) => {
      const before = openOnStage(state.value);
      state.value = fold(state.value, frame);
      // A ballot of the hall that opens takes the page; what was begun in a poll is kept as a draft.
      const now = openOnStage(state.value);
      if (now && now !== before) poll.value = null;
      settleDesk();
    },
    ...options,
  });

  /** Drafts, votes on their way and receipts belong to one person in one sitting, both known from the first snapshot. */
  function settleDesk() {
    const { sitting, welcome } = state.value;
    const person = welcome?.actor.person;
    if (desk.value || !sitting || !person) return;
    const whose = { sitting: sitting.id, delegate: person.id };
    const key = `plenum.cast.${whose.sitting}.${whose.delegate}`;
    const casts = castKeeper({ request: link.request, key, onOutcome, max: MAX_ON_THE_WAY, ...options });
    desk.value = { delegate: person.id, casts, drafts: draftStore(whose), receipts: receiptStore(whose) };
    if (status.value.state === 'online') casts.resend();
    checkLater();
  }

  const checkLater = () => { timers.setTimeout(() => desk.value?.receipts.checkAll(), CHECK_AFTER_MS); };

  /** @param {import('../shared/cast.js').Outcome} outcome */
  function onOutcome(outcome) {
    const { ballot: id, slot, receipt, content } = outcome;
    batch(() => {
      outcomes.value = { ...outcomes.value, [slot]: outcome };
      setStep(slot, 'edit');
      if (!receipt) return;
      desk.value?.drafts.remove(slot);
      const ballot = state.value.ballots[id];
      const check = receipt.content && receipt.content !== content ? /** @type {const} */ ('differs') : undefined;
      desk.value?.receipts.add({ ...receipt, title: receiptTitle(state.value, ballot?.title ?? '', slot), secret: (ballot?.secrecy ?? 'secret') === 'secret', check });
    });
    if (receipt) checkLater();
  }

  /** @param {string} ballot or another slot @param {Step} step */
  const setStep = (ballot, step) => { steps.value = { ...steps.value, [ballot]: step }; };

  /** Seals the paper on this device and sends the envelope; the paper itself goes nowhere. @param {string} id @param {Paper} paper */
  async function castSealed(id, paper) {
    if (sealing.value || !desk.value || desk.value.casts.pending.value[id]) return;
    sealing.value = id;
    await painted();
    batch(() => {
      sealing.value = null;
      const { ballots: { [id]: ballot }, sitting } = state.value;
      if (!desk.value || !ballot || !sitting) return;
      try {
        const revision = nextRevision(voteOn(ballot, known()));
        desk.value.casts.submit(id, sealed({ ballot, sitting: sitting.id, delegate: desk.value.delegate, revision, paper }));
      } catch {
        // Whatever it was, its words might name the choice.
        unsealable.value = id;
      }
    });
  }

  const stopSweeping = effect(() => {
    const useless = (/** @type {Ballot} */ ballot) => (ballot.secrecy === 'secret' ? !isLive(ballot) : OVER.includes(ballot.phase));
    const ended = Object.values(state.value.ballots).filter(useless);
    untracked(() => {
      const over = ended.map(({ id }) => id);
      for (const slot of Object.keys(desk.value?.drafts.drafts.value ?? {})) if (over.includes(ballotOf(slot))) desk.value?.drafts.remove(slot);
    });
  });
  const stopAligning = effect(() => { clock.alignTo(stageBallot(state.value)?.deadline_ms); });

  return {
    state, status, scene, steps, checkIn, clock,
    /** The receipts of this person in this sitting, newest first. */
    receipts: computed(() => desk.value?.receipts.all.value ?? []),
    setStep,
    /** What this person does for those who gave a proxy. */
    mandates: mandateActs({ known, desk, state, outcomes, request: link.request }),
    /** @param {string} ballot or another slot @param {Paper} paper */
    draft: (ballot, paper) => desk.value?.drafts.set(ballot, paper, state.value.ballots[ballotOf(ballot)]?.secrecy ?? 'secret'),
    /** @param {string} ballot */
    discard(ballot) { desk.value?.drafts.remove(ballot); setStep(ballot, 'edit'); },
    /** @param {string} id of the ballot @param {Paper} paper @returns {Promise<void>|void} */
    cast(id, paper) {
      const { [id]: _, ...rest } = outcomes.value;
      // A receipt stays until a newer one comes: the earlier vote stands while the change is on its way.
      if (outcomes.value[id]?.refusal) outcomes.value = rest;
      const ballot = state.value.ballots[id];
      if (ballot && ballot.secrecy !== 'secret') desk.value?.casts.submit(id, plain(ballot, paper));
      else if (ballot) return castSealed(id, paper);
    },
    poll,
    /** Looks at a poll beside the hall, or back at the hall. @param {string|null} id */
    look(id) { poll.value = id; },
    /** @param {'hall'|'video'} [via] */
    async signIn(via = 'hall') {
      checkIn.value = { busy: true, refusal: null, unknown: false };
      const answer = await link.request('check_in', via === 'video' ? { via } : {}).catch(() => null);
      checkIn.value = { busy: false, refusal: answer?.refusal ?? null, unknown: !answer };
    },
    /** What came of the last recusal, where it was refused. */
    recusal,
    /** @param {string} ballot @param {{rows: string[]|null, reason: string}} said */
    async recuse(ballot, said) {
      const answer = await link.request('recuse_self', { ballot, ...said }).catch(() => null);
      recusal.value = answer?.ok ? null : say(answer?.refusal) || t('present.unknown');
    },
    /** In a roll call: not now. @param {string} ballot */
    pass: (ballot) => link.request('pass', { ballot }).catch(() => null),
    reconnect: link.reconnect,
    close() { stopSweeping(); stopAligning(); clock.stop(); link.close(); },
  };
}
