// @ts-check
// What a holder does for the principals, and how one gives the own proxy.
import { ballotOf, slotFor, splitSlot } from '../shared/cast.js';
import { stageBallot } from '../shared/state.js';
import { computed, signal } from '../shared/ui.js';
import { say, t } from '../shared/words.js';
import { MANDATES_ON_THE_WAY, heldIn, sharesOf } from './mandates.js';
import { plain } from './sealing.js';

/** @typedef {import('../shared/frames.js').Paper} Paper */
/** @typedef {import('./mandates.js').Line} Line */
/** @typedef {import('./session.js').Session} Session */

/** Votes on their way at once, with the own one. */
export const MAX_ON_THE_WAY = MANDATES_ON_THE_WAY + 1;

/**
 * @param {object} of
 * @param {() => import('./scene.js').Known} of.known
 * @param {{value: import('./session.js').Desk|null}} of.desk
 * @param {{value: import('../shared/state.js').State}} of.state
 * @param {{value: Record<string, import('../shared/cast.js').Outcome>}} of.outcomes
 * @param {(type: string, fields?: object) => Promise<import('../shared/frames.js').Answer>} of.request
 */
export function mandateActs({ known, desk, state, outcomes, request }) {
  const held = computed(() => {
    const ballot = stageBallot(state.value);
    return ballot && heldIn(ballot, known());
  });
  const refusal = signal(/** @type {string|null} */ (null));

  /** @param {string} slot a refusal of the last attempt is over */
  function forget(slot) {
    const { [slot]: before, ...rest } = outcomes.value;
    if (before?.refusal) outcomes.value = rest;
  }

  /** @param {string} type @param {object} [fields] */
  async function ask(type, fields) {
    const answer = await request(type, fields).catch(() => null);
    refusal.value = answer?.ok ? null : say(answer?.refusal) || t('present.unknown');
    return Boolean(answer?.ok);
  }

  return {
    /** What is held in the ballot on stage; null where there is none. */
    held,
    /** @param {string} id of the ballot @param {string} principal @param {Paper} paper */
    castFor(id, principal, paper) {
      const ballot = state.value.ballots[id];
      if (!ballot || held.value?.full) return;
      forget(slotFor(id, principal));
      desk.value?.casts.submit(id, { type: 'cast_for', principal, ...plain(ballot, paper) });
    },
    /** One act for every mandate held. @param {string} id of the ballot @param {{paper: Paper, count: number}[]} dealt */
    castSplit(id, dealt) {
      const ballot = state.value.ballots[id];
      const shares = sharesOf(dealt);
      if (!ballot || shares.length === 0 || held.value?.full) return;
      forget(splitSlot(id));
      // The own mandate comes last, and the receipt is of the own one.
      const { content } = plain(ballot, shares[shares.length - 1].paper);
      desk.value?.casts.submit(id, { type: 'cast_split', shares, content });
    },
    /** What came of the last proxy given or ended, where it was refused. */
    refusal,
    /** @param {string} number of the person who is to vote */
    giveProxy: (number) => ask('give_proxy', { holder: number }),
    endProxy: () => ask('end_proxy'),
  };
}

/**
 * The session as the views of a paper know it, for one line: what they do, they do for that principal.
 * @param {Session} session @param {Line} line @returns {Session}
 */
export function sessionFor(session, { self, slot, person }) {
  if (self || !person) return session;
  const id = ballotOf(slot);
  const steps = { get value() { return { ...session.steps.value, [id]: session.steps.value[slot] ?? 'edit' }; } };
  return /** @type {any} */ ({
    ...session, steps,
    setStep: (/** @type {string} */ _, /** @type {import('./session.js').Step} */ step) => session.setStep(slot, step),
    draft: (/** @type {string} */ _, /** @type {Paper} */ paper) => session.draft(slot, paper),
    discard: () => session.discard(slot),
    cast: (/** @type {string} */ _, /** @type {Paper} */ paper) => session.mandates.castFor(id, person.id, paper),
  });
}

/** What a receipt is of. @param {import('../shared/state.js').State} state @param {string} title of the ballot @param {string} slot */
export function receiptTitle(state, title, slot) {
  const id = ballotOf(slot);
  if (slot === id) return title;
  if (slot === splitSlot(id)) return t('mandate.receipt_all', { title });
  const mandate = state.own?.mandates?.find(({ principal }) => slotFor(id, principal.id) === slot);
  return t('mandate.receipt_for', { title, name: mandate?.principal.name ?? '' });
}
