// @ts-check
import { confirm } from '../../shared/dialog.js';
import { writtenScore } from '../../shared/entries.js';
import { html, useRef, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { misscored, scoresOf, setScore, stepScore, unscored } from '../entries.js';
import { isMarked } from '../paper.js';
import { numberOf } from '../recusal.js';
import { EntryActs } from './entry-acts.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { Scale } from './scale.js';
import { ScoreRow } from './score-row.js';
import { Title } from './title.js';

/** @typedef {import('../../shared/frames.js').ScoresForm} ScoresForm */

/** A number for each row, or a value of a short scale. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Scores({ session, vote }) {
  const { ballot, draft, suspended } = vote;
  const form = /** @type {ScoresForm} */ (ballot.form);
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  const [wanted, setWanted] = useState(/** @type {string|null} */ (null));
  const [said, say] = useState('');
  const blank = unscored(form, draft);
  const wrong = misscored(form, draft);
  const range = { min: writtenScore(form, form.min), max: writtenScore(form, form.max), step: writtenScore(form, form.step) };

  function put(/** @type {string} */ row, /** @type {string} */ typed) {
    say('');
    if (row === wanted) setWanted(null);
    session.draft(ballot.id, setScore(draft, row, typed));
  }

  /** @param {string|undefined} row */
  function show(row) {
    if (!row) return;
    setWanted(row);
    const element = list.current?.querySelector(`[data-row="${CSS.escape(row)}"]`);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element?.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    /** @type {HTMLElement|null|undefined} */ (element?.querySelector('input'))?.focus({ preventScroll: true });
  }

  function next() {
    const after = form.rows.findIndex((row) => row.id === wanted);
    show((blank.find((row) => form.rows.indexOf(row) > after) ?? blank[0])?.id);
  }

  function review() {
    if (wrong.length) {
      say(t('scores.wrong', { n: numberOf(form.rows, wrong[0]), ...range }));
      return show(wrong[0].id);
    }
    if (blank.length && form.blank_rows === 'refused') {
      say(t('scores.incomplete', { n: blank.length }));
      return show(blank[0].id);
    }
    session.setStep(ballot.id, 'review');
  }

  async function clear() {
    if (await confirm({ title: t('matrix.clear_all'), confirm: t('act.clear_all') })) session.draft(ballot.id, { form: 'scores', scores: {} });
  }

  const Row = form.labels ? Scale : ScoreRow;
  return html`
    <${Meta} session=${session} vote=${vote} hint />
    <main class="scroll page" ref=${list}>
      <${Title} text=${ballot.title} small />
      <${Openness} ballot=${ballot} />
      <p class="paper-note">${t(`scores.blank_${form.blank_rows}`)}</p>
      <div class=${`scores ${form.labels ? 'scores-scale' : ''}`}>
        ${form.rows.map((row) => html`
          <${Row} key=${row.id} row=${row} number=${numberOf(form.rows, row)} form=${form} typed=${scoresOf(draft)[row.id]} range=${range} off=${suspended}
            wanted=${row.id === wanted} wrong=${wrong.includes(row)} onPut=${put}
            onStep=${(/** @type {1|-1} */ by) => put(row.id, stepScore(form, scoresOf(draft)[row.id], by))} />`)}
      </div>
    </main>
    <${Foot} session=${session} vote=${vote} hint=${t(`scores.blank_${form.blank_rows}`)}>
      <${EntryActs} progress=${t('scores.progress', { n: form.rows.length - blank.length, all: form.rows.length })}
        done=${form.rows.length - blank.length} all=${form.rows.length} said=${said} off=${suspended} onNext=${next} onReview=${review}
        onClear=${isMarked(draft) && clear} onDiscard=${vote.recorded && (() => session.discard(ballot.id))} />
    <//>`;
}
