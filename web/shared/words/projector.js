// @ts-check
// Words of the hall screen.

/** @type {import("../words.js").Words} */
export default {
  'screen.rehearsal': ['演练 · 结果无效力', 'Rehearsal · results have no effect'],

  'screen.on_leave': ['请假 {n} 人', 'On leave {n}'],
  'screen.nonvoting': ['列席 {n} 人', 'Non-voting {n}'],

  'screen.last_call': ['即将结束，请尚未表决的代表抓紧表决', 'Closing soon. Please vote now.'],
  'screen.voted': ['已表决', 'Voted'],
  'screen.voted_present': ['已表决 / 实到', 'Voted / present'],
  'screen.voted_eligible': ['已表决 / 有表决权到会', 'Voted / entitled and present'],
  'screen.remaining': ['剩余时间', 'Time left'],
  'screen.chair_closes': ['由主持人结束表决', 'The chair closes the vote'],
  'screen.suspended': ['表决暂停', 'Voting is suspended'],
  'screen.cause_chair': ['主持人已暂停表决，请稍候', 'Suspended by the chair. Please wait.'],
  'screen.cause_chair_reason': ['主持人已暂停表决：{reason}', 'Suspended by the chair: {reason}'],
  'screen.cause_restart': ['系统恢复，等待主持人继续', 'System restored. Waiting for the chair to continue.'],
  'screen.cause_quorum_lost': ['实到人数未达到法定人数，表决暂停', 'No quorum. Voting is suspended.'],
  'screen.kept': ['已记录的表决不受影响', 'Votes already recorded are kept.'],
  'screen.clock_stopped': ['计时停止', 'Clock stopped'],

  'screen.counting': ['正在计票', 'Counting'],
  'screen.waiting': ['等待主持人宣布结果', 'Waiting for the chair to declare the result'],
  'screen.certifying': ['监票人正在核对', 'The scrutineers are checking'],
  'screen.voted_of': ['已表决 {voted} 人，实到 {eligible} 人', 'Voted {voted} of {eligible} present'],

  'screen.invalid': ['无效', 'Invalid'],
  'screen.live': ['实时计票，结果以主持人宣布为准', 'Live tally. The declared result decides.'],
  'screen.no_papers': ['没有收回表决票', 'No ballot papers were returned.'],

  'screen.cut': ['以上 {n} 项入选', '{n} selected'],
  'screen.quota_cut': ['{grade}名额 {n}', '{grade}: {n} places'],
  'screen.tie_places': ['{n} 项得票相等，争 {open} 个名额，需再次票决', '{n} tied for {open} remaining: a run-off is required'],
  'screen.chosen': ['候选 {n} 项，应定 {places} 项，入选 {chosen} 项', '{n} candidates, {places} to choose, {chosen} selected'],
  'screen.range': ['第 {from}–{to} 行，共 {n} 行', 'Rows {from}–{to} of {n}'],
  'screen.number': ['序号', 'No.'],
  'screen.votes': ['得票', 'Votes'],
  'screen.candidate': ['候选项目', 'Candidate'],
  'screen.subject': ['测评对象', 'Subject'],
  'screen.matter': ['表决事项', 'Question'],
  'screen.option': ['选项', 'Option'],
  'screen.note': ['单位', 'Note'],
  'screen.score': ['得分', 'Score'],
  'screen.share': ['比例', 'Share'],
  'screen.grade': ['评定等次', 'Grade'],
  'screen.outcome': ['结果', 'Result'],

  'screen.foot_voted': ['表决', 'Voted'],
  'screen.papers': ['发出票 {issued} · 收回票 {returned} · 有效票 {valid} · 无效票 {invalid}', 'Issued {issued} · returned {returned} · valid {valid} · invalid {invalid}'],
  'screen.secret': ['无记名表决', 'Secret ballot'],
  'screen.recorded': ['记名表决', 'Recorded vote'],
  'screen.entry': ['记录校验 第 {seq} 条', 'Record no. {seq}'],
  'screen.anchor_size': ['记录共 {size} 条', 'Record of {size}'],
  'screen.published': ['已公布选票 {n} 张', 'Papers published: {n}'],
  'screen.live_secret': ['实时票数（无记名）', 'Live totals (secret ballot)'],
  'screen.record_ill': ['记录暂不可用', 'Record unavailable'],

  'screen.title': ['大屏', 'Hall screen'],
  'screen.first': ['请稍候', 'Please wait.'],
  'screen.lost_note': ['正在重新连接，恢复后显示最新情况', 'Reconnecting. The latest state will be shown.'],
  'screen.signed_out': ['大屏已退出登录，请工作人员重新登录', 'The screen is signed out. Please sign in again.'],
  'screen.superseded': ['大屏已在另一台设备上打开', 'The screen was opened on another device.'],
  'screen.reload': ['请工作人员刷新本页', 'Please reload this page.'],
  'screen.light': ['浅色', 'Light'],
  'screen.dark': ['深色', 'Dark'],
};
