// @ts-check
import { confirm } from '../../shared/dialog.js';
import { charsOf } from '../../shared/entries.js';
import { html, useRef, useState } from '../../shared/ui.js';
import { t } from '../../shared/words.js';
import { answerFault, answersOf, setAnswer, unanswered } from '../entries.js';
import { isMarked } from '../paper.js';
import { numberOf } from '../recusal.js';
import { Details } from './details.js';
import { EntryActs } from './entry-acts.js';
import { Foot } from './foot.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { Title } from './title.js';

/** @typedef {import('../../shared/frames.js').TextForm} TextForm */

/** A question and room for words, as often as the poll asks. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Answers({ session, vote }) {
  const { ballot, draft, suspended } = vote;
  const form = /** @type {TextForm} */ (ballot.form);
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  const [said, say] = useState('');
  const answers = answersOf(draft);
  const open = unanswered(form, draft);
  const done = form.questions.length - open.length;

  function put(/** @type {string} */ question, /** @type {string} */ typed) {
    say('');
    session.draft(ballot.id, setAnswer(draft, question, typed));
  }

  /** @param {string|undefined} question */
  const show = (question) => /** @type {HTMLElement|null|undefined} */ (
    question && list.current?.querySelector(`[data-row="${CSS.escape(question)}"] textarea`) || null)?.focus();

  function review() {
    const wrong = form.questions.find((question) => answerFault(form, answers[question.id]));
    if (wrong) {
      say(t(`text.${answerFault(form, answers[wrong.id])}`, { max: form.max_chars, n: charsOf(answers[wrong.id] ?? '') }));
      return show(wrong.id);
    }
    session.setStep(ballot.id, 'review');
  }

  async function clear() {
    if (await confirm({ title: t('text.clear_all'), confirm: t('act.clear_all') })) session.draft(ballot.id, { form: 'text', answers: {} });
  }

  return html`
    <${Meta} session=${session} vote=${vote} hint />
    <main class="scroll page" ref=${list}>
      <${Title} text=${ballot.title} small />
      <${Openness} ballot=${ballot} />
      <p class="paper-note">${t('text.note')}</p>
      <div class="answers">
        ${form.questions.map((question) => html`
          <${Question} key=${question.id} question=${question} number=${numberOf(form.questions, question)} form=${form} typed=${answers[question.id]} off=${suspended} onPut=${put} />`)}
      </div>
    </main>
    <${Foot} session=${session} vote=${vote} hint=${t('text.note')}>
      <${EntryActs} progress=${t('text.progress', { n: done, all: form.questions.length })} done=${done} all=${form.questions.length}
        said=${said} off=${suspended} onNext=${() => show(open[0]?.id)} onReview=${review}
        onClear=${isMarked(draft) && clear} onDiscard=${vote.recorded && (() => session.discard(ballot.id))} />
    <//>`;
}

/**
 * @param {{question: import('../../shared/frames.js').Item, number: number, form: TextForm, typed?: string, off: boolean,
 *   onPut: (question: string, typed: string) => void}} props
 */
function Question({ question, number, form, typed = '', off, onPut }) {
  const id = `answer-${question.id}`;
  const left = form.max_chars - charsOf(typed);
  return html`
    <div class=${`question ${answerFault(form, typed) ? 'is-wrong' : ''}`} data-row=${question.id}>
      <label for=${id}><span class="num">${number}.</span> <b>${question.title}</b> ${question.note && html`<span class="row-note">${question.note}</span>`}</label>
      <${Details} item=${question} short />
      <textarea id=${id} rows="3" value=${typed} disabled=${off} aria-describedby=${`${id}-left`} aria-invalid=${left < 0}
        onInput=${(/** @type {any} */ event) => onPut(question.id, event.target.value)}></textarea>
      <span class="question-left num" id=${`${id}-left`} role="status">${left < 0 ? t('text.over', { n: -left }) : t('text.left', { n: left })}</span>
    </div>`;
}
