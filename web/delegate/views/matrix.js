// @ts-check
import { confirm } from '../../shared/dialog.js';
import { html, useRef, useState } from '../../shared/ui.js';
import { say, t } from '../../shared/words.js';
import { cellsOf, criteriaOf } from '../../shared/cells.js';
import { blockedBy, isAllEqual, isMarked, mark, missingCells, mustDiffer, shortOf } from '../paper.js';
import { Details } from './details.js';
import { numberOf } from '../recusal.js';
import { Foot } from './foot.js';
import { MatrixActs } from './matrix-acts.js';
import { MatrixRow } from './matrix-row.js';
import { Meta } from './meta.js';
import { Openness } from './openness.js';
import { Documents } from './documents.js';
import { Title } from './title.js';

/** @typedef {import('../../shared/frames.js').MarksForm} MarksForm */

/** So many grades stand side by side on a phone. @param {number} grades */
const narrow = (grades) => (grades <= 4 ? grades : grades <= 6 ? 3 : 4);

/** Many rows, one grade each. @param {{session: import('../session.js').Session, vote: import('../scene.js').Vote}} props */
export function Matrix({ session, vote }) {
  const { ballot, draft, suspended } = vote;
  const form = /** @type {MarksForm} */ (ballot.form);
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  const [wanted, setWanted] = useState(/** @type {string|null} */ (null));
  const [said, say_] = useState('');
  const cells = cellsOf(form);
  const missing = missingCells(form, draft);

  /** @param {string} row @param {string|null} grade */
  function choose(row, grade) {
    const quota = grade !== null && blockedBy(form, draft, row, grade);
    if (quota) return say_(t('matrix.over_quota', { grade: say(form.grades.find((each) => each.id === grade)), max: quota.max }));
    say_('');
    if (row === wanted) setWanted(null);
    session.draft(ballot.id, mark(draft, row, grade));
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
    const places = new Map(cells.map((cell, i) => [cell.id, i]));
    const after = places.get(wanted ?? '') ?? -1;
    show((missing.find((cell) => (places.get(cell.id) ?? 0) > after) ?? missing[0])?.id);
  }

  function review() {
    if (missing.length && form.blank_rows === 'refused') {
      const rows = [...new Set(missing.map((cell) => numberOf(form.rows, cell.row)))].join(t('list.comma'));
      say_(t('matrix.incomplete_refused', { n: missing.length, rows }));
      return show(missing[0].id);
    }
    const short = shortOf(form, draft);
    if (short) {
      const grade = `${short.criterion ? `${say(short.criterion)} ` : ''}${say(form.grades.find((each) => each.id === short.grade))}`;
      return say_(t('matrix.under_quota', { grade, min: short.min, given: short.given }));
    }
    if (isAllEqual(form, draft)) return say_(t('matrix.all_equal'));
    session.setStep(ballot.id, 'review');
  }

  async function clear() {
    if (await confirm({ title: t('matrix.clear_all'), confirm: t('act.clear_all') })) session.draft(ballot.id, { form: 'marks', marks: {} });
  }

  return html`
    <${Meta} session=${session} vote=${vote} hint />
    <main class="scroll page" ref=${list}>
      <${Title} text=${ballot.title} small />
      <${Documents} ballot=${ballot} />
      <${Openness} ballot=${ballot} />
      <p class="paper-note">${t(`matrix.blank_${form.blank_rows}`)}${mustDiffer(form) && ` · ${t('matrix.all_equal_hint')}`}</p>
      <div class=${`matrix matrix-${ballot.secrecy}`} style=${{ '--grades': form.grades.length, '--grades-narrow': narrow(form.grades.length) }}>
        <div class="matrix-head" aria-hidden="true">
          <span></span><span>${t('matrix.item')}</span>${form.grades.map((grade) => html`<span class="matrix-grade">${say(grade)}</span>`)}<span></span>
        </div>
        ${cells.map((cell) => html`
          ${cell.criterion && cell.criterion === criteriaOf(form)[0] && html`
            <div class="row-subject" key=${cell.row.id}><span class="row-number num">${numberOf(form.rows, cell.row)}</span>
              <b>${cell.row.title}</b> ${cell.row.note && html`<span class="row-note">${cell.row.note}</span>`} <${Details} item=${cell.row} short /></div>`}
          <${MatrixRow} key=${cell.id} cell=${cell} form=${form} paper=${draft} off=${suspended}
            wanted=${cell.id === wanted} onChoose=${choose} />`)}
      </div>
    </main>
    <${Foot} session=${session} vote=${vote} hint=${t(`matrix.blank_${form.blank_rows}`)}>
      <${MatrixActs} form=${form} paper=${draft} said=${said} off=${suspended} onNext=${next} onReview=${review}
        onClear=${isMarked(draft) && clear} onDiscard=${vote.recorded && (() => session.discard(ballot.id))} />
    <//>`;
}
