// @ts-check
// Words about who is there: rooms, the quorum of the sitting, attendance by video, polls beside the hall, rehearsals.

/** @type {import('../words.js').Words} */
export default {
  'rehearsal.mark': ['演练 · 不是表决结果', 'REHEARSAL · no result'],
  'script.rehearsal': ['【演练】以下内容仅用于演练，不是表决结果。', '[Rehearsal] What follows is for practice only and is no result.'],

  // The sitting
  'sitting.not_open': ['尚未宣布开会', 'The sitting has not been opened'],
  'sitting.open': ['已开会', 'The sitting is open'],
  'sitting.figures': ['实到 {present} 人，法定 {needed} 人', '{present} present, {needed} needed'],
  'sitting.quorum_kept': ['符合法定人数', 'a quorum'],
  'sitting.quorum_lost': ['不足法定人数，自 {time} 起', 'no quorum since {time}'],
  'sitting.by_video': ['视频参会 {n} 人', '{n} by video'],
  'act.open_sitting': ['宣布开会', 'Open the sitting'],

  // Rooms
  'room.title': ['分会场', 'Rooms'],
  'room.own': ['会场', 'Room'],
  'room.phase_waiting': ['尚未开始', 'Not open yet'],
  'room.phase_open': ['表决进行中', 'Voting'],
  'room.phase_closed': ['已结束', 'Closed'],
  'room.present': ['在场 {present} / {expected}', '{present} of {expected} present'],
  'room.open': ['本会场开始', 'Open room'],
  'room.close': ['本会场结束', 'Close room'],
  'room.summary': ['分会场 {all} 个：进行中 {open}，已结束 {closed}', '{all} rooms: {open} voting, {closed} closed'],
  'room.all_closed': ['各会场均已结束，可以结束表决', 'Every room has closed. The ballot may be closed.'],
  'room.none': ['本次会议只有一个会场', 'The sitting has one hall'],
  'room.edit': ['会场设置', 'Set the rooms'],
  'room.edit_help': ['每行一个会场：标识 | 名称 | 代表团、代表团', 'One room a line: id | name | delegation, delegation'],
  'room.save': ['保存会场', 'Save the rooms'],
  'room.bad_line': ['第 {n} 行写法不对', 'Line {n} is not of this form'],
  'act.wait_rooms': ['等待会场结束', 'Waiting for rooms'],
  'notice.room_not_open': ['您所在的会场尚未开始表决', 'Voting has not been opened in your room.'],
  'notice.room_closed': ['您所在的会场表决已结束', 'Voting has closed in your room.'],
  'notice.room_unknown': ['您尚未分配会场，请联系会务', 'You have no room yet. Please ask the desk.'],
  'notice.remote_refused': ['本项表决不接受视频参会人员在终端上投票', 'Who attends by video does not vote on a device in this ballot.'],

  // Where people are
  'act.check_in_video': ['视频参会签到', 'Sign in by video'],
  'present.video': ['已签到（视频参会）', 'Signed in (by video)'],
  'desk.tab_rooms': ['会场', 'Rooms'],
  'desk.sign_in_video': ['视频签到', 'By video'],
  'desk.present_video': ['视频', 'By video'],
  'desk.move': ['调整', 'Move'],
  'desk.move_title': ['调整 {number} {name}', 'Move {number} {name}'],
  'desk.room': ['会场', 'Room'],
  'desk.room_of_delegation': ['随代表团', 'That of the delegation'],

  // Polls beside the hall
  'poll.beside': ['意见征询', 'Polls'],
  'poll.answered': ['已答', 'Answered'],
  'poll.to_hall': ['返回会场', 'Back to the hall'],
  'poll.turnout': ['已答 {voted} / {electorate}', '{voted} of {electorate} answered'],
  'poll.unanswered': ['尚未作答', 'Not answered yet'],
  'poll.missing': ['现在结束，将有 {n} 人未作答。', 'Closing now would leave out {n} who have not answered.'],
  'poll.runs_until': ['原定进行到 {time}。', 'It is set to run until {time}.'],
  'poll.invite': ['邀请参加', 'Invite'],
  'poll.invite_help': ['代表证号，用空格或逗号分开', 'Numbers, separated by spaces or commas'],
  'poll.unknown_numbers': ['名册中没有：{numbers}', 'Not on the roster: {numbers}'],
  'desk.growing': ['进行期间可增补名单', 'The list may grow while it is open'],

  // Silence
  'chair.still_waiting': ['在场还有 {n} 人未按，规则要求主持人确认后才能结束', '{n} present have not voted; the rule asks the chair to confirm'],
};
