// A secret ballot as the tablet holds it, and its manifest as the server writes it, for the tests of sealing.
import { canonicalText } from '../canonical.js';
import { padLenOf } from '../paper-index.js';

export const SITTING = '00000000-0000-0000-0000-000000000001';
export const BALLOT = '00000000-0000-000b-0000-000000000001';
export const DELEGATE = '00000000-0000-000d-0000-000000000001';

const item = (id) => ({ id, title: `第${id}项`, note: '', details: [{ label: '责任单位', text: `示例局${id}` }] });
const ids = (count) => Array.from({ length: count }, (_, at) => String(at + 1));
const GRADES = [['a', '满意', 'Satisfied'], ['b', '基本满意', 'Fairly satisfied'], ['c', '不满意', 'Not satisfied'], ['d', '不了解', 'Do not know']]
  .map(([id, zh, en]) => ({ id, zh, en, shape: 'circle', role: 'grade' }));

export const marksForm = (rows, over = {}) => ({ kind: 'marks', rows: ids(rows).map(item), grades: GRADES, blank_rows: 'abstain', quotas: [], ...over });
export const picksForm = (options, max, over = {}) => ({ kind: 'picks', options: ids(options).map(item), min: 0, max, ...over });

export const ranksForm = (options, max, over = {}) => ({ kind: 'ranks', options: ids(options).map(item), min: 0, max, ...over });
export const scoresForm = (rows, over = {}) => ({
  kind: 'scores', rows: ids(rows).map(item), min: 0, max: 1000, step: 5, decimals: 1, blank_rows: 'abstain', bands: [], labels: null, ...over,
});
export const textForm = (questions, max_chars = 200) => ({ kind: 'text', questions: ids(questions).map(item), max_chars });

export const secretBallot = (form = marksForm(2), over = {}) => ({
  id: BALLOT, number: 2, round: 1, title: '工作满意度测评', kind: 'satisfaction_vote', secrecy: 'secret', change_of_vote: 'last_wins',
  rule: { zh: '按票计数。', en: 'Papers are counted.' }, binding: true, show_while_open: 'turnout', live_tally_in_secret: false, publish_papers: false, publish_names: false, casting: 'tablet',
  form, ...over,
});

/** What the server would write for this ballot, before it is made canonical. */
export function manifestOf({ id, number, round, title, kind, rule, form, ...view }) {
  const { secrecy, change_of_vote, binding, show_while_open, live_tally_in_secret = null, publish_papers = null, publish_names = null, not_voted = null, casting = null } = view;
  const { kind: name, grades, ...rest } = form;
  const worth = grades?.map((grade) => ({ ...grade, weight: null, counts_in_base: true }));
  return {
    assembly: '示例县人民代表大会', ballot: id, electorate_root: '0'.repeat(64), pad_len: padLenOf(form),
    sheet: {
      number, round, link: null, title, kind, profile: 'satisfaction',
      form: { form: name, ...rest, ...(worth ? { grades: worth } : {}) },
      rules: { secrecy, change_of_vote, wording: rule, binding, show_while_open, live_tally_in_secret, publish_papers, publish_names, not_voted, casting },
    },
    sitting: SITTING, suite: 1, v: 1,
  };
}
export const manifestText = (ballot) => canonicalText(manifestOf(ballot));
