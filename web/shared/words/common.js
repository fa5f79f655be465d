// @ts-check
// Words that more than one face says. Sentences of the hall are those of the rules' glossary, to the letter.

/** @type {import('../words.js').Words} */
export default {
  // The hall's sentences
  'hall.open': ['现在付表决，请表决', 'Voting is open. Please vote.'],
  'hall.closed': ['表决已结束', 'Voting is closed.'],
  'hall.no_quorum': ['实到人数未达到法定人数，不能开始表决', 'No quorum. The ballot cannot be opened.'],
  'hall.tie': ['下列项目得票相等，需再次票决', 'The following are tied; a run-off is required.'],
  'hall.void': ['本次表决作废，原因：{reason}，请重新表决', 'This ballot is void (reason: {reason}). Please vote again.'],
  'hall.link_lost': ['连接中断，请勿离开，正在重新连接', 'Connection lost. Reconnecting.'],

  // Phases
  'phase.draft': ['草稿', 'Draft'],
  'phase.ready': ['就绪', 'Ready'],
  'phase.open': ['表决进行中', 'Voting in progress'],
  'phase.suspended': ['已暂停', 'Suspended'],
  'phase.closed': ['表决已结束', 'Closed'],
  'phase.counted': ['已计票', 'Counted'],
  'phase.certified': ['已确认', 'Certified'],
  'phase.declared': ['已宣布', 'Declared'],
  'phase.cancelled': ['已取消', 'Cancelled'],
  'phase.voided': ['已作废', 'Voided'],

  // Kinds, secrecy
  'kind.motion_vote': ['表决', 'Vote'],
  'kind.selection_ballot': ['票决', 'Ballot decision'],
  'kind.evaluation': ['测评', 'Evaluation'],
  'kind.satisfaction_vote': ['满意度测评', 'Satisfaction vote'],
  'kind.quick_poll': ['即时投票', 'Quick poll'],
  'kind.opinion_poll': ['意见征询', 'Opinion poll'],
  'secrecy.secret': ['无记名', 'Secret'],
  'secrecy.recorded': ['记名', 'Recorded'],
  'binding.no': ['意见征询，不作为表决结果', 'Opinion poll, not a formal result'],
  'rehearsal': ['演练', 'Rehearsal'],

  // Verdicts
  'verdict.adopted': ['通过', 'Adopted'],
  'verdict.not_adopted': ['未通过', 'Not adopted'],
  'verdict.decided': ['已产生结果', 'Decided'],
  'verdict.runoff_required': ['需再次投票', 'Run-off required'],
  'verdict.no_result': ['未产生结果', 'No result'],
  'verdict.voided': ['作废', 'Voided'],
  'verdict.selected': ['入选', 'Selected'],
  'verdict.tied': ['得票相等', 'Tied'],
  'verdict.not_selected': ['未入选', 'Not selected'],
  'verdict.ranked': ['只列名次', 'Ranked only'],
  'share.misleads': ['四舍五入后的百分比，以票数为准', 'a rounded percentage; the votes decide'],
  'share.above_base': ['票数多于开始表决时固定的基数，不计百分比', 'more votes than the base fixed at the opening; no percentage'],
  'share.rounded': ['因四舍五入，各项比例之和不等于100%', 'Rounded: the shares of a row do not come to 100%'],
  'count.group': ['组别', 'Group'],
  'count.composite': ['综合得分', 'Composite'],
  'count.group_score': ['{group}（权数 {weight}，{papers} 张）', '{group} (weight {weight}, {papers} papers)'],
  'verdict.below_majority': ['未过半数', 'Below the majority'],

  // Figures
  'count.expected': ['应到', 'Due to attend'],
  'count.present': ['实到', 'Present'],
  'count.absent': ['缺席', 'Absent'],
  'count.on_leave': ['请假', 'On leave'],
  'count.nonvoting': ['列席', 'Non-voting'],
  'count.quorum': ['法定人数', 'Quorum'],
  'count.quorum_met': ['符合', 'Met'],
  'count.quorum_not_met': ['未达到', 'Not met'],
  'count.did_not_vote': ['未按', 'Did not vote'],
  'count.recused': ['回避', 'Recused'],
  'count.issued': ['发出', 'Issued'],
  'count.returned': ['收回', 'Returned'],
  'count.valid': ['有效', 'Valid'],
  'count.invalid': ['无效', 'Invalid'],
  'count.blank': ['弃权', 'Abstained'],
  'count.votes': ['{n} 票', '{n} votes'],
  'count.rank': ['名次', 'Rank'],
  'count.score': ['得分', 'Score'],
  'count.needed': ['通过需 {n} 票', '{n} needed'],

  // Bases of a majority
  'base.total_membership': ['全体代表', 'all deputies'],
  'base.present': ['实到', 'those present'],
  'base.papers_issued': ['发出票', 'papers issued'],
  'base.papers_returned': ['收回票', 'papers returned'],
  'base.valid_papers': ['有效票', 'valid papers'],
  'base.valid_rows': ['本项有效票', 'valid votes on the item'],
  'base.for_plus_against': ['赞成与反对之和', 'votes for and against'],
  'base.expressed': ['赞成、反对与弃权之和', 'votes expressed'],

  // Forms
  'form.motion': ['赞成、反对、弃权任选其一', 'Choose for, against or abstain'],
  'form.marks': ['共 {n} 项，每项选一个等次', '{n} items, one grade each'],
  'form.at_most': ['候选 {n} 项，选 {k} 项以内', '{n} candidates, choose at most {k}'],
  'form.between': ['候选 {n} 项，选 {min} 至 {k} 项', '{n} candidates, choose {min} to {k}'],
  'form.exactly': ['候选 {n} 项，须选 {k} 项', '{n} candidates, choose exactly {k}'],

  // Order and time
  'agenda.item': ['议程第{number}项', 'Item {number}'],
  'agenda.round': ['第{round}次', 'Round {round}'],
  'time.left': ['剩余', 'Time left'],
  'time.no_limit': ['不限时', 'No time limit'],
  'time.last_call': ['即将结束', 'Closing soon'],

  // Link
  'link.connecting': ['正在连接', 'Connecting'],
  'link.online': ['已连接', 'Connected'],
  'link.lost': ['连接中断', 'Connection lost'],
  'final.signed_out': ['您已退出，请重新登录', 'You are signed out. Please sign in again.'],
  'final.superseded': ['已在另一台设备上继续', 'The seat went on at another device.'],
  'final.unknown_protocol': ['页面已更新，请刷新', 'A newer version is available. Please reload.'],
  'final.fault': ['连接出现故障，请刷新页面', 'The connection failed. Please reload the page.'],

  // Acts and marks
  'act.confirm': ['确定', 'OK'],
  'act.cancel': ['取消', 'Cancel'],
  'act.close': ['关闭', 'Close'],
  'act.back': ['返回', 'Back'],
  'act.reload': ['刷新页面', 'Reload'],
  'act.retry': ['重试', 'Try again'],
  'act.other_language': ['English', '中文'],
  'list.comma': ['、', ', '],
  'list.stop': ['；', ' '],
  'paper.check': ['票面校验', 'Paper check'],
  'record.entry': ['记录第 {seq} 条', 'Record entry {seq}'],
  'seal.code': ['封印码', 'Seal code'],
};
