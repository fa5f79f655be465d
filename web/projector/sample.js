// @ts-check
// Numbered samples for the tests of the chair's, the desk's and the projector's face. No face loads this file.

/** @typedef {import('../shared/frames.js').Ballot} Ballot */
/** @typedef {import('../shared/frames.js').Count} Count */
/** @typedef {import('../shared/frames.js').Outcome} Outcome */
/** @typedef {import('../shared/frames.js').Snapshot} Snapshot */

export const TITLE = '关于《示例县 2025 年国民经济和社会发展计划执行情况与 2026 年国民经济和社会发展计划的决议（草案）》';

const two = (/** @type {number} */ n) => String(n).padStart(2, '0');

/** @param {number} n @param {string} [name] @param {string} [note] @returns {import('../shared/frames.js').Item[]} */
export const items = (n, name = '候选项目', note = '责任单位') =>
  Array.from({ length: n }, (_, i) => ({
    id: String(i + 1), title: `${name} ${two(i + 1)}`, note: note && `${note} ${two((i % 7) + 1)}`, details: [],
  }));

/** @type {import('../shared/frames.js').Grade[]} */
export const MOTION_GRADES = [
  { id: 'yes', zh: '赞成', en: 'For', shape: 'circle', role: 'for' },
  { id: 'no', zh: '反对', en: 'Against', shape: 'cross', role: 'against' },
  { id: 'abstain', zh: '弃权', en: 'Abstain', shape: 'triangle', role: 'abstain' },
];
/** @type {import('../shared/frames.js').Grade[]} */
export const EVALUATION_GRADES = [
  { id: 'outstanding', zh: '优秀', en: 'Outstanding', shape: 'circle', role: 'grade' },
  { id: 'competent', zh: '称职', en: 'Competent', shape: 'square', role: 'grade' },
  { id: 'basically_competent', zh: '基本称职', en: 'Basically competent', shape: 'triangle', role: 'grade' },
  { id: 'incompetent', zh: '不称职', en: 'Incompetent', shape: 'cross', role: 'grade' },
];
/** @type {import('../shared/frames.js').Needed} */
export const MAJORITY = { votes: 114, base: 'total_membership', base_count: 226, comparator: 'gt', fraction: '1/2' };

/** @param {Partial<Ballot>} [over] @returns {Ballot} */
export const motion = (over = {}) => ({
  id: 'b1', number: 3, round: 1, title: TITLE, kind: 'motion_vote', binding: true, profile: 'congress-motion',
  phase: 'open', secrecy: 'secret', change_of_vote: 'last_wins',
  rule: { zh: '赞成票超过全体代表的半数通过', en: 'Adopted by more than half of all deputies' },
  form: { kind: 'marks', rows: [{ id: '1', title: TITLE, note: '', details: [] }], grades: MOTION_GRADES, blank_rows: 'refused', quotas: [] },
  electorate: 226, members: 226, quorum: { needed: 151, met: true }, needed: MAJORITY,
  opened_at_ms: 1764000000000, deadline_ms: 1764000060000, duration_s: 60, last_call: false,
  suspension: null, closed_at_ms: null, close_cause: null, show_while_open: 'turnout', certification: false,
  count: null, void_reason: null, hash: '7f2a91c4d05b1e36',
  seal: null, key: null, key_seq: null, warnings: [], live_tally_in_secret: false, publish_papers: false, publish_names: false, papers: null,
  documents: [], draw: null, amends: null, casting: 'tablet', fallback: [], manual: null, void_cause: null, ...over,
});

/** @param {Partial<Ballot>} [over] @returns {Ballot} */
export const selection = (over = {}) => motion({
  id: 'b2', number: 6, title: '示例县 2026 年民生实事项目票决', kind: 'selection_ballot', profile: 'livelihood-majority-all',
  rule: { zh: '得票超过全体代表半数的，按得票多少取前 8 项', en: 'The eight with most votes, each above half of all deputies' },
  form: { kind: 'picks', options: items(10), min: 1, max: 8 }, ...over,
});

/** @param {Partial<Ballot>} [over] @returns {Ballot} */
export const evaluation = (over = {}) => motion({
  id: 'b3', number: 7, title: '示例市 2025 年度人民警察履职评议民主测评', kind: 'evaluation', profile: 'eval-quota-rank',
  rule: { zh: '按优秀票多少取前 10 名为优秀', en: 'The ten with most outstanding votes are outstanding' },
  form: { kind: 'marks', rows: items(20, '评议对象', '单位'), grades: EVALUATION_GRADES, blank_rows: 'abstain', quotas: [{ grade: 'outstanding', max: 10 }] },
  electorate: 63, members: 63, quorum: { needed: 32, met: true }, needed: null, ...over,
});

/** @param {Outcome} outcome @param {Partial<Count>} [over] @returns {Count} */
export const count = (outcome, over = {}) => ({
  turnout: { electorate: 226, present_at_open: 209, eligible: 209, voted: 207, did_not_vote: 2, left_early: 0, recused: 0 },
  papers: { issued: 209, returned: 207, valid: 207, invalid: 0 },
  rows: [{ item: '1', votes: { yes: 199, no: 3, abstain: 5 }, blank: 0, invalid: 0, valid: 207 }],
  outcome, sentence: { zh: '赞成票超过全体代表的半数，通过', en: 'Votes in favour exceed half of all deputies. Adopted.' },
  counted: { seq: 1843, hash: '7f2a91c4e8b05d17' }, ...over,
});

/** A motion's count. @param {number} yes @param {number} [no] @param {number} [abstain] @returns {Count} */
export function motionCount(yes, no = 3, abstain = 5) {
  const adopted = yes >= 114;
  const voted = yes + no + abstain;
  return count({ kind: 'threshold', rows: [{ item: '1', votes: yes, base_count: 226, needed: 114, share: ((yes / 226) * 100).toFixed(2), verdict: adopted ? 'adopted' : 'not_adopted' }] }, {
    turnout: { electorate: 226, present_at_open: 209, eligible: 209, voted, did_not_vote: 209 - voted, left_early: 0, recused: 0 },
    papers: { issued: 209, returned: voted, valid: voted, invalid: 0 },
    rows: [{ item: '1', votes: { yes, no, abstain }, blank: 0, invalid: 0, valid: voted }],
    ...(adopted ? {} : { sentence: { zh: '赞成票未超过全体代表的半数，未通过', en: 'Not adopted.' } }),
  });
}

/** A selection's count: `places` of the given votes, which are in rank order. @param {number[]} votes @param {number} places @returns {Count} */
export function selectionCount(votes, places) {
  const cut = votes[places - 1];
  const tiedAcross = places < votes.length && votes[places] === cut;
  const rows = votes.map((v, i) => ({
    item: String(i + 1), votes: v, rank: votes.indexOf(v) + 1, share: ((v / 207) * 100).toFixed(2),
    verdict: v < 114 ? 'below_majority' : tiedAcross && v === cut ? 'tied' : i < places ? 'selected' : 'not_selected',
  }));
  const tied = rows.filter((row) => row.verdict === 'tied').map((row) => row.item);
  const open = places - rows.filter((row) => row.verdict === 'selected').length;
  return count({ kind: 'selection', places, needed: MAJORITY, rows, tie: tied.length ? { items: tied, open_places: open } : null, shortfall: tied.length ? 0 : open }, {
    rows: votes.map((v, i) => ({ item: String(i + 1), votes: v })),
    papers: { issued: 209, returned: 207, valid: 205, invalid: 2 },
    sentence: tied.length ? { zh: '下列项目得票相等，需再次票决', en: 'The following are tied; a run-off is required.' } : { zh: '得票超过全体代表半数的前 8 项入选', en: 'Eight projects are selected.' },
  });
}

/** An evaluation's count over `n` rows. @param {number} n @param {'quota'|'ladder'} [kind] @returns {Count} */
export function evaluationCount(n, kind = 'quota') {
  const votes = Array.from({ length: n }, (_, i) => ({ outstanding: Math.max(3, 56 - 2 * i), competent: 4 + i, basically_competent: i % 3, incompetent: i % 11 === 3 ? 1 : 0 }));
  const rows = votes.map((_, i) => (kind === 'quota'
    ? { item: String(i + 1), rank: i + 1, score: (98.03 - i * 0.62).toFixed(2), share: (91.8 - i).toFixed(2), verdict: 'graded', grade: i < 10 ? 'outstanding' : i === n - 1 ? 'basically_competent' : 'competent' }
    : { item: String(i + 1), share: (96.88 - i).toFixed(2), verdict: 'graded', grade: i < 4 ? 'outstanding' : 'competent' }));
  const outcome = kind === 'quota'
    ? { kind, grade: 'outstanding', places: 10, rows, tie: null } : { kind, rows };
  return count(outcome, {
    turnout: { electorate: 63, present_at_open: 61, eligible: 61, voted: 61, did_not_vote: 0, left_early: 0, recused: 0 },
    papers: { issued: 61, returned: 61, valid: 61, invalid: 0 },
    rows: votes.map((v, i) => ({ item: String(i + 1), votes: v, blank: 0, invalid: 0, valid: v.outstanding + v.competent + v.basically_competent + v.incompetent })),
    sentence: { zh: '按优秀票多少，取前 10 名为优秀', en: 'The ten with most outstanding votes are outstanding.' },
  });
}

/** @param {Ballot[]} ballots @param {Partial<Snapshot>} [over] @returns {Snapshot} */
export const snapshot = (ballots, over = {}) => ({
  now_ms: 1764000018000,
  sitting: { id: 's1', assembly: '示例县人民代表大会', title: '示例县第十五届人民代表大会第四次会议', name: '第三次全体会议', venue: '县会议中心', rehearsal: false },
  agenda: ballots.map(({ id, number, round, title, kind, phase }) => ({ id, number, round, title, kind, phase, verdict: phase === 'declared' ? 'adopted' : null })),
  ballots, stage: ballots.find((b) => b.phase !== 'draft' && b.phase !== 'ready')?.id ?? null,
  attendance: { expected: 226, present: 209, absent: 17, on_leave: 5, nonvoting_present: 8, quorum: { needed: 151, met: true }, delegations: [] },
  turnout: null, tally: null, own: null, draws: [], presence: null, record: { healthy: true, seq: 1843, hash: '7f2a91c4e8b05d17' }, roster: null, ...over,
});
