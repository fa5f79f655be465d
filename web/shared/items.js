// @ts-check
// What stands on every paper, whatever its form. Pure.

/** The rows, options or questions of the paper. @param {{form: import('./frames.js').Form}} ballot @returns {import('./frames.js').Item[]} */
export function itemsOf({ form }) {
  switch (form.kind) {
    case 'picks':
    case 'ranks': return form.options;
    case 'text': return form.questions;
    default: return form.rows;
  }
}
