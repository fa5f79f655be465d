// @ts-check
import { confirm } from '../../shared/dialog.js';
import { GradeShape, Icon } from '../../shared/icons.js';
import { html, useEffect, useState } from '../../shared/ui.js';
import { lang, say, t } from '../../shared/words.js';
import { marksOf } from '../paper.js';
import { isBusy } from '../scene.js';
import { Details } from './details.js';
import { Documents } from './documents.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { ReceiptCard } from './receipt.js';
import { Title } from './title.js';

/** A paper that appears by itself may appear under a finger that was on its way down: it takes no tap for so long. */
const ARM_MS = 400;

/** @typedef {import('../../shared/frames.js').MarksForm} MarksForm */

/**
 * One question, a few equal choices; one tap casts. In a secret ballot only this view knows for a moment which one was
 * tapped, and forgets it with the answer.
 * @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props
 */
export function Choices({ session, vote }) {
  const { ballot, recorded, sending, draft, mayChange, suspended } = vote;
  const form = /** @type {MarksForm} */ (ballot.form);
  const [row] = form.rows;
  const [armed, arm] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => arm(true), ARM_MS);
    return () => clearTimeout(timer);
  }, []);
  const secret = ballot.secrecy === 'secret';
  const busy = isBusy(vote);
  const [tapped, tap] = useState(/** @type {string|null} */ (null));
  useEffect(() => { if (!busy) tap(null); }, [busy]);
  const chosen = secret ? tapped : marksOf(sending?.paper ?? recorded?.paper)[row.id];
  const closed = suspended || !mayChange || busy;
  const once = ballot.change_of_vote === 'first_wins';

  /** @param {import('../../shared/frames.js').Grade} grade */
  async function choose(grade) {
    // What a holder cast is not the own vote yet.
    if (busy || grade.id === chosen && !recorded?.by_holder) return;
    const title = t('choice.confirm', { choice: say(grade) });
    if (once && !await confirm({ title, body: t('choice.once'), confirm: t('act.submit') })) return;
    if (secret) tap(grade.id);
    session.cast(ballot.id, { form: 'marks', marks: { [row.id]: grade.id } });
  }

  return html`
    <${Meta} session=${session} vote=${vote} />
    <main class=${`scroll page choices-page choices-page-${ballot.secrecy}`}>
      <div class="choices-question">
        <${Title} text=${ballot.title} />
        <${Documents} ballot=${ballot} />
        ${row.title !== ballot.title && html`<p class="choices-row">${row.title}</p>`}
        ${row.note && html`<p class="choices-note">${row.note}</p>`}
        <p class="choices-rule">${say(ballot.rule)} <${Details} item=${row} /></p>
        <${Openness} ballot=${ballot} />
      </div>
      <div class=${`choices choices-${ballot.secrecy}`} role="group" aria-label=${t('choice.group')} style=${{ '--choices': form.grades.length }}>
        ${form.grades.map((grade) => {
          const picked = grade.id === chosen;
          const state = picked ? (busy ? 'is-sending' : 'is-chosen') : closed ? 'is-off' : '';
          return html`
            <button key=${grade.id} type="button" class=${`choice choice-${grade.role} ${state}`} aria-pressed=${picked}
              disabled=${closed || !armed} onClick=${() => choose(grade)}>
              <${GradeShape} shape=${grade.shape} size=${84} stroke=${grade.shape === 'cross' ? 2.1 : 1.1} />
              <span class="choice-word" lang=${lang.value === 'zh' ? 'zh-CN' : 'en'}>${say(grade)}</span>
              <span class="choice-state">${picked && (busy ? t(vote.sealing ? 'vote.sealing' : 'vote.sending') : html`<${Icon} name="check" size=${22} stroke=${3} />${t('vote.recorded')}`)}</span>
            </button>`;
        })}
      </div>
      ${!secret && !busy && html`<${ReceiptCard} session=${session} vote=${vote} />`}
    </main>
    <${Foot} session=${session} vote=${vote} hint=${once ? t('choice.once') : t('choice.tap')}
      aside=${secret && recorded && draft && !busy && html`
        <button class="button button-small" type="button" onClick=${() => session.discard(ballot.id)}>${t('act.discard_change')}</button>`} />`;
}
