// @ts-check
// A ballot paper being filled in: what is marked, what is missing, what the rules of the paper allow. Pure.

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').MarksForm} MarksForm */
/** @typedef {import('../shared/frames.js').PicksForm} PicksForm */
/** @typedef {import('../shared/frames.js').Paper} Paper */

/** One question with few enough grades to stand side by side as big choices. */
const CHOICES_MAX = 4;

/** @param {Ballot} ballot @returns {'choices'|'matrix'|'picks'} how the paper is laid out */
export function layoutOf({ form }) {
  if (form.kind === 'picks') return 'picks';
  return form.rows.length === 1 && !('reduced' in form) && form.grades.length <= CHOICES_MAX ? 'choices' : 'matrix';
}

/** The shape of a grade, where shapes tell the grades of this paper apart. @param {MarksForm} form @param {import('../shared/frames.js').Grade} grade */
export const shapeOf = (form, grade) => (form.grades.every((each) => each.shape === grade.shape) ? 'none' : grade.shape);

/** @param {Ballot} ballot @returns {Paper} */
export const emptyPaper = ({ form }) => (form.kind === 'picks' ? { form: 'picks', picks: [] } : { form: 'marks', marks: {} });

/** The grade of each row. @param {Paper|null|undefined} paper @returns {Record<string, string>} */
export const marksOf = (paper) => (paper?.form === 'marks' ? paper.marks : {});
/** @param {Paper|null|undefined} paper @returns {string[]} */
export const picksOf = (paper) => (paper?.form === 'picks' ? paper.picks : []);

/** @param {Paper|null} paper @param {string} row @param {string|null} grade null clears the row @returns {Paper} */
export function mark(paper, row, grade) {
  const { [row]: _, ...rest } = marksOf(paper);
  return { form: 'marks', marks: grade === null ? rest : { ...rest, [row]: grade } };
}

/** Rows without a grade, in paper order. @param {MarksForm} form @param {Paper|null} paper */
export const missingRows = (form, paper) => form.rows.filter((row) => !marksOf(paper)[row.id]);

/** How many rows bear a grade. @param {Paper|null} paper @param {string} grade */
export const used = (paper, grade) => Object.values(marksOf(paper)).filter((id) => id === grade).length;

/** The quota of this paper that forbids the grade on this row, if any. @param {MarksForm} form @param {Paper|null} paper @param {string} row @param {string} grade */
export const blockedBy = (form, paper, row, grade) =>
  (marksOf(paper)[row] === grade ? undefined
    : form.quotas.find((quota) => quota.grade === grade && used(paper, grade) >= quota.max));

/**
 * Picks or unpicks an option; the picks stay in paper order. At the limit nothing changes, but a single pick moves.
 * @param {PicksForm} form @param {Paper|null} paper @param {string} option
 * @returns {{paper: Paper, over: boolean}}
 */
export function toggle(form, paper, option) {
  const picks = picksOf(paper);
  const picked = picks.includes(option);
  if (!picked && form.max === 1) return { paper: { form: 'picks', picks: [option] }, over: false };
  if (!picked && picks.length >= form.max) return { paper: { form: 'picks', picks }, over: true };
  const next = new Set(picked ? picks.filter((id) => id !== option) : [...picks, option]);
  return { paper: { form: 'picks', picks: form.options.map((item) => item.id).filter((id) => next.has(id)) }, over: false };
}

/** Something is filled in. @param {Paper|null|undefined} paper */
export const isMarked = (paper) => Object.keys(marksOf(paper)).length + picksOf(paper).length > 0;

/**
 * Only what this paper knows: a draft kept from before may name rows that are gone.
 * @param {Ballot} ballot @param {Paper|null|undefined} paper @returns {Paper|null}
 */
export function fitting({ form }, paper) {
  if (form.kind === 'picks') {
    return paper?.form === 'picks' ? { form: 'picks', picks: form.options.map((item) => item.id).filter((id) => paper.picks.includes(id)) } : null;
  }
  if (paper?.form !== 'marks') return null;
  const known = form.rows.filter((row) => form.grades.some((grade) => grade.id === paper.marks[row.id]));
  return { form: 'marks', marks: Object.fromEntries(known.map((row) => [row.id, paper.marks[row.id]])) };
}
