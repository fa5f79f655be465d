// @ts-check
// Words about persons: recusal, scrutineers, the chair, roll call.

/** @type {import('../words.js').Words} */
export default {
  'secrecy.roll_call': ['唱名', 'Roll call'],
  'screen.roll_call': ['唱名表决', 'Roll-call vote'],

  // Recusal on the tablet
  'recusal.word': ['回避', 'Recused'],
  'recusal.rows': ['您对下列各项回避，不参加这些项的表决', 'You are recused from these rows and do not vote on them.'],
  'recusal.again': ['您的原投票已撤出，请就其余各项重新投票', 'Your vote was taken out. Please vote again on the other rows.'],
  'recusal.own': ['申报回避', 'Recuse myself'],
  'recusal.title': ['申报回避', 'Recusal'],
  'recusal.body': ['申报后不能自行撤回。', 'It cannot be taken back by yourself.'],
  'recusal.scope': ['回避范围', 'From'],
  'recusal.all': ['整票', 'The whole ballot'],
  'recusal.reason': ['原因', 'Reason'],
  'recusal.reason_kin': ['近亲属', 'A relative'],
  'recusal.reason_unit': ['本人所在单位', 'My own unit'],
  'recusal.reason_self': ['本人为当事人', 'I am the subject'],
  'recusal.declare': ['申报', 'Declare'],

  // Recusal at the desk
  'desk.recusals': ['回避（{n}）', 'Recusals ({n})'],
  'desk.recusals_of': ['回避：{title}', 'Recusals: {title}'],
  'desk.recusal_add': ['登记回避', 'Record a recusal'],
  'desk.recusal_person': ['按代表证号或姓名查找', 'Find by number or name'],
  'desk.recusal_none': ['没有人回避', 'Nobody is recused'],
  'desk.recusal_withdraw': ['撤回', 'Take back'],
  'desk.recusal_rows': ['第 {rows} 项', 'Rows {rows}'],
  'desk.recusal_open': ['表决已开始：已投的票将撤出，本人须就其余各项重新投票；回避不能撤回。', 'The ballot is open: a vote already cast is taken out, and the person votes again on the rest. The recusal cannot be taken back.'],
  'desk.person': ['当事人代表证号（可不填）', 'Subject: delegate number (optional)'],
  'desk.body': ['机关代号（联席会议）', 'Body (joint sittings)'],

  // Officers
  'desk.tab_people': ['人员', 'Officers'],
  'officers.chair': ['主持人', 'Chair'],
  'officers.scrutineers': ['监票人', 'Scrutineers'],
  'officers.chief': ['总监票人', 'Chief scrutineer'],
  'officers.none': ['未登记', 'Not named'],
  'officers.chair_name': ['主持人：代表证号或姓名', 'Chair: number or name'],
  'officers.name_chair': ['登记主持人', 'Name the chair'],
  'officers.add': ['加入', 'Add'],
  'officers.remove': ['移出', 'Remove'],
  'officers.make_chief': ['定为总监票人', 'Make chief'],
  'officers.save': ['确定监票人名单', 'Name these scrutineers'],
  'officers.hint': ['候选人和评议对象不能担任监票人。', 'No candidate or subject can be a scrutineer.'],
  'officers.in_chair': ['主持人 {name}', 'Chair: {name}'],

  // The chair
  'chair.hand_over': ['移交主持', 'Hand over the chair'],
  'chair.hand_over_title': ['移交主持', 'Hand over the chair'],
  'chair.hand_over_to': ['接任主持人姓名', 'Who takes the chair'],
  'chair.hand_over_reason': ['本人为当事人', 'The chair is the subject'],

  // Roll call
  'roll.called': ['现在请 {name} 表决', 'Now voting: {name}'],
  'roll.none': ['已全部点名', 'Everybody has been called'],
  'roll.round': ['第 {round} 次点名', 'Call {round}'],
  'roll.next': ['下一位：{names}', 'Next: {names}'],
  'roll.passed': ['未应答 {n} 人', '{n} did not answer'],
  'roll.no_answer': ['未应答，点下一位', 'No answer, call the next'],
  'roll.your_turn': ['现在点到您，请表决', 'You are called. Please vote.'],
  'roll.pass': ['稍后再点', 'Call me later'],
  'notice.not_called': ['唱名表决，请等待点名', 'Roll call. Please wait until you are called.'],
};
