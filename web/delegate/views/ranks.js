// @ts-check
import { Icon } from '../../shared/icons.js';
import { html, useRef, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { moveRank, rank, ranksOf, unrank } from '../entries.js';
import { numberOf } from '../recusal.js';
import { Details } from './details.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { PicksActs } from './picks-acts.js';
import { Title } from './title.js';

/** @typedef {import('../../shared/frames.js').Item} Item */

/** The first K in an order: a tap gives the next rank, buttons move and remove. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Ranks({ session, vote }) {
  const { ballot, draft, suspended } = vote;
  const form = /** @type {import('../../shared/frames.js').RanksForm} */ (ballot.form);
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  const [said, say] = useState('');
  const ranks = ranksOf(draft);
  const full = ranks.length >= form.max;
  const of = (/** @type {string} */ id) => /** @type {Item} */ (form.options.find((option) => option.id === id));
  const put = (/** @type {import('../../shared/frames.js').Paper} */ paper) => session.draft(ballot.id, paper);

  function choose(/** @type {string} */ option) {
    const { paper, over } = rank(form, draft, option);
    say(over ? t('ranks.over', { max: form.max }) : t('ranks.now', { title: of(option).title, n: ranksOf(paper).indexOf(option) + 1 }));
    if (!over) put(paper);
  }

  function move(/** @type {string} */ option, /** @type {number} */ by) {
    const paper = moveRank(draft, option, by);
    say(t('ranks.now', { title: of(option).title, n: ranksOf(paper).indexOf(option) + 1 }));
    put(paper);
    // The button went with its line; whoever works with the keyboard goes with it.
    requestAnimationFrame(() => /** @type {HTMLElement|null|undefined} */ (
      list.current?.querySelector(`[data-option="${CSS.escape(option)}"] button:not(:disabled)`))?.focus({ preventScroll: true }));
  }

  function remove(/** @type {string} */ option) {
    say(t('ranks.removed', { title: of(option).title }));
    put(unrank(draft, option));
  }

  function review() {
    if (ranks.length < form.min) say(t('ranks.short', { n: form.min - ranks.length }));
    else session.setStep(ballot.id, 'review');
  }

  return html`
    <${Meta} session=${session} vote=${vote} hint />
    <main class="scroll page" ref=${list}>
      <${Title} text=${ballot.title} small />
      <${Openness} ballot=${ballot} />
      <div class="ranks">
        <section aria-label=${t('ranks.yours')}>
          <h2 class="lines-title">${t('ranks.yours')}</h2>
          <ol class="ranked">
            ${ranks.map((id, at) => html`
              <${Ranked} key=${id} option=${of(id)} place=${at + 1} last=${at === ranks.length - 1} off=${suspended} onMove=${move} onRemove=${remove} />`)}
            ${!full && html`<li class="ranked-next" key="next"><span class="rank-mark num">${ranks.length + 1}</span> ${t('ranks.tap_next')}</li>`}
          </ol>
        </section>
        <section aria-label=${t('ranks.rest')}>
          <h2 class="lines-title lines-title-quiet">${t('ranks.rest')}</h2>
          <ul class="unranked">
            ${form.options.map((option) => !ranks.includes(option.id) && html`
              <li key=${option.id} class=${`pick ${full ? 'is-full' : ''} ${suspended ? 'is-off' : ''}`}>
                <button class="pick-main" type="button" disabled=${suspended} aria-disabled=${full} onClick=${() => choose(option.id)}>
                  <span class="pick-mark"><${Icon} name="plus" size=${22} stroke=${2.5} class="plus" /></span>
                  <${OptionText} option=${option} number=${numberOf(form.options, option)} />
                </button>
                <${Details} item=${option} class="pick-details" short />
              </li>`)}
          </ul>
        </section>
      </div>
    </main>
    <${Foot} session=${session} vote=${vote}>
      <${PicksActs} form=${form} count=${ranks.length} said=${said} off=${suspended} onReview=${review} words="ranks"
        onDiscard=${vote.recorded && (() => session.discard(ballot.id))} />
    <//>`;
}

/** @param {{option: Item, number: number}} props */
const OptionText = ({ option, number }) => html`
  <span class="pick-text">
    <b><span class="num">${number}.</span> ${option.title}</b>
    ${option.note && html`<span class="pick-note">${option.note}</span>`}
  </span>`;

/**
 * @param {{option: Item, place: number, last: boolean, off: boolean, onMove: (option: string, by: number) => void,
 *   onRemove: (option: string) => void}} props
 */
const Ranked = ({ option, place, last, off, onMove, onRemove }) => html`
  <li class="ranked-line" data-option=${option.id}>
    <span class="rank-mark num">${place}</span>
    <span class="row-item"><b>${option.title}</b></span>
    <span class="rank-acts">
      <button type="button" class="rank-act" disabled=${off || place === 1} aria-label=${t('ranks.up', { title: option.title })}
        onClick=${() => onMove(option.id, -1)}><${Icon} name="chevronUp" size=${26} /></button>
      <button type="button" class="rank-act" disabled=${off || last} aria-label=${t('ranks.down', { title: option.title })}
        onClick=${() => onMove(option.id, 1)}><${Icon} name="chevronDown" size=${26} /></button>
      <button type="button" class="rank-act" disabled=${off} aria-label=${t('ranks.remove', { title: option.title })}
        onClick=${() => onRemove(option.id)}><${Icon} name="x" size=${22} /></button>
    </span>
  </li>`;
