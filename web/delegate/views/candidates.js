// @ts-check
import { html, useRef, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { CHOICES, asMarks, choose, chosen, strayNames, undecided } from '../picks.js';
import { CandidatesActs } from './candidates-acts.js';
import { Foot } from './foot.js';
import { MatrixRow } from './matrix-row.js';
import { numberOf } from '../recusal.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { Title } from './title.js';
import { WriteIns } from './write-ins.js';

/** @typedef {import('../../shared/frames.js').PicksForm} PicksForm */

/**
 * For, against or abstain for each candidate: one tap each, whichever it is, so that nobody can tell from the gestures.
 * @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props
 */
export function Candidates({ session, vote }) {
  const { ballot, draft, suspended } = vote;
  const form = /** @type {PicksForm} */ (ballot.form);
  const rows = asMarks(form, draft);
  const left = undecided(form, draft);
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  const [wanted, setWanted] = useState(/** @type {string|null} */ (null));
  const [said, say] = useState('');
  const [typed, type] = useState('');

  /** @param {string} option @param {string|null} choice */
  function mark(option, choice) {
    const { paper, over } = choose(form, draft, option, /** @type {import('../picks.js').Choice|null} */ (choice));
    say(over ? t('candidates.over', { max: form.max }) : '');
    if (over) return;
    if (option === wanted) setWanted(null);
    session.draft(ballot.id, paper);
  }

  /** @param {string|undefined} option */
  function show(option) {
    if (!option) return;
    setWanted(option);
    const element = list.current?.querySelector(`[data-row="${CSS.escape(option)}"]`);
    element?.scrollIntoView({ block: 'center' });
    /** @type {HTMLElement|null|undefined} */ (element?.querySelector('input'))?.focus({ preventScroll: true });
  }

  function review() {
    if (left.length > 0) {
      say(t('candidates.left', { n: left.length }));
      return show(left[0].id);
    }
    if (typed.trim()) return say(t('write_in.pending', { name: typed.trim() }));
    if (strayNames(form, draft)) return say(t('write_in.needs_against'));
    const count = chosen(draft);
    if (count < form.min) return say(t('picks.short', { n: form.min - count }));
    session.setStep(ballot.id, 'review');
  }

  return html`
    <${Meta} session=${session} vote=${vote} hint />
    <main class="scroll page" ref=${list}>
      <${Title} text=${ballot.title} small />
      <${Openness} ballot=${ballot} />
      <p class="paper-note">${t('candidates.note', { max: form.max })}</p>
      <div class=${`matrix matrix-${ballot.secrecy}`} style=${{ '--grades': CHOICES.length, '--grades-narrow': CHOICES.length }}>
        <div class="matrix-head" aria-hidden="true">
          <span></span><span>${t('candidates.name')}</span>${CHOICES.map(({ id }) => html`<span class="matrix-grade">${t(`choice.${id}`)}</span>`)}<span></span>
        </div>
        ${form.options.map((option) => html`
          <${MatrixRow} key=${option.id} cell=${{ id: option.id, row: option, number: numberOf(form.options, option), criterion: null }} form=${rows.form} paper=${rows.paper}
            off=${suspended} wanted=${option.id === wanted} onChoose=${mark} />`)}
      </div>
      <${WriteIns} form=${form} paper=${draft} off=${suspended} text=${typed} onText=${type}
        onChange=${(/** @type {any} */ paper) => session.draft(ballot.id, paper)} />
    </main>
    <${Foot} session=${session} vote=${vote} hint=${t('candidates.note', { max: form.max })}>
      <${CandidatesActs} form=${form} count=${chosen(draft)} left=${left.length} said=${said} off=${suspended}
        onNext=${() => show(left[0]?.id)} onReview=${review} onDiscard=${vote.recorded && (() => session.discard(ballot.id))} />
    <//>`;
}
