// @ts-check
// What the operator does with draws: plan, freeze, draw, replace, draw anew, and prepare an evaluation from one.
import { confirm } from '../shared/dialog.js';
import { call } from '../shared/rest.js';
import { t } from '../shared/words.js';
import { askReason } from '../chair/reason.js';
import { download } from './download.js';
import { drawAgain, drawBody, drawProblems, emptyDraw, nextFor, standing } from './draw.js';
import { emptyDraft } from './prepare.js';

/** @typedef {import('../shared/frames.js').Draw} Draw */

/**
 * @param {{ui: {value: import('./app.js').Ui}, set: (part: Partial<import('./app.js').Ui>) => void,
 *   doing: <T>(act: () => Promise<T>, done?: string) => Promise<T|null>, ofSitting: (path: string) => string,
 *   prepare: (draft: import('./prepare.js').Draft) => any}} desk
 */
export function drawActs({ ui, set, doing, ofSitting, prepare }) {
  const post = (/** @type {string} */ path, /** @type {object} */ body) => call('desk', 'POST', ofSitting(`/draws${path}`), body);

  /** @param {Draw} draw @param {string} digits */
  async function make(draw, digits) {
    const sure = await confirm({ title: t('draw.make_title'), body: t('draw.make_body', { digits }), confirm: t('draw.make'), cancel: t('act.back') });
    if (sure) await doing(() => post(`/${draw.id}/digits`, { digits }));
  }

  /** @param {Draw} draw @param {string} out */
  async function replace(draw, out) {
    const next = nextFor(draw, out);
    const person = standing(draw).find(({ number }) => number === out);
    if (!next || !person) return;
    const reason = await askReason({
      title: t('draw.replace_title'), body: t('draw.replace_body', { out: person.title, next: next.title }), confirm: t('draw.replace'),
      suggestions: [t('draw.reason_moved'), t('draw.reason_leave'), t('draw.reason_recused')],
    });
    if (reason !== null) await doing(() => post(`/${draw.id}/replacements`, { out, in: next.number, reason }));
  }

  /** An evaluation whose rows are the people drawn. @param {Draw} draw */
  function ballot(draw) {
    const items = standing(draw).map(({ title, note }) => `${title}\t${note}`).join('\n');
    set({ tab: 'ballots' });
    return prepare({ ...emptyDraft(), profile: 'eval-quota-rank', title: draw.title, items, draw: draw.id });
  }

  return {
    prepareDraw: () => set({ drawing: emptyDraw(), plan: null, tried: false, note: null }),
    changeDraw(/** @type {Partial<import('./draw.js').DrawDraft>} */ part) {
      const { drawing } = ui.value;
      // A plan is of one draft only.
      if (drawing) set({ drawing: { ...drawing, ...part }, plan: null });
    },
    leaveDraw: () => set({ drawing: null, plan: null, tried: false }),
    async planDraw() {
      const { drawing } = ui.value;
      set({ tried: true });
      if (!drawing || drawProblems(drawing).length > 0) return;
      const plan = await doing(() => post('/plan', drawBody(drawing)));
      if (plan && ui.value.drawing === drawing) set({ plan });
    },
    async commitDraw() {
      const { drawing } = ui.value;
      if (!drawing || drawProblems(drawing).length > 0) return;
      const sure = await confirm({ title: t('draw.commit_title'), body: t('draw.commit_body'), confirm: t('draw.commit'), cancel: t('act.back') });
      if (sure && await doing(() => post('', drawBody(drawing)), t('draw.frozen'))) set({ drawing: null, plan: null, tried: false });
    },
    draw(/** @type {string} */ act, /** @type {Draw} */ draw, /** @type {string} */ more = '') {
      switch (act) {
        case 'make': return make(draw, more);
        case 'replace': return replace(draw, more);
        case 'again': return set({ drawing: drawAgain(draw), plan: null, tried: false, note: null });
        case 'ballot': return ballot(draw);
        case 'form': return doing(() => download(ofSitting(`/draws/${draw.id}/form.txt?lang=${more}`)));
        case 'result': return doing(() => download(ofSitting(`/draws/${draw.id}/result.json`)));
        default: return doing(() => download(ofSitting(`/draws/${draw.id}/list.json`)));
      }
    },
  };
}
