// A motion, an own view and a snapshot, for the tests of this face.

const GRADES = [['yes', '赞成', 'For', 'circle', 'for'], ['no', '反对', 'Against', 'cross', 'against'], ['abstain', '弃权', 'Abstain', 'triangle', 'abstain']]
  .map(([id, zh, en, shape, role]) => ({ id, zh, en, shape, role }));

export const ballot = (over = {}) => ({
  id: 'b', number: 1, round: 1, title: '示例决议（草案）', kind: 'motion_vote', phase: 'open', secrecy: 'secret', change_of_vote: 'last_wins',
  form: { kind: 'marks', rows: [{ id: '1', title: '示例决议（草案）', note: '', details: [] }], grades: GRADES, blank_rows: 'refused', quotas: [] },
  opened_at_ms: 1, deadline_ms: null, suspension: null, count: null, void_reason: null, ...over,
});
export const own = (over = {}) => ({ ballot: 'b', present: true, may_vote: true, reason: null, vote: null, ...over });
export const vote = (paper, over = {}) => ({ paper, cast_id: 'c', revision: 1, seq: 9, at_ms: 1, hash: 'h', ...over });
export const push = (topic, seq, data) => ({ type: 'push', topic, at: { epoch: 'e', seq }, data });
export const snapshot = (ballots, mine) => push('snapshot', 5, {
  now_ms: 1, sitting: { id: 's', title: '示例会议' }, agenda: [], ballots, stage: ballots[0]?.id ?? null, attendance: null, turnout: null,
  tally: null, own: mine, presence: null, record: null, roster: null,
});
