// @ts-check
// Words of the page that looks a vote up in the record.

/** @type {import('../words.js').Words} */
export default {
  'record.title': ['核验回执', 'Check a receipt'],

  'record.looking': ['正在核验', 'Checking'],
  'record.included': ['您的选票已在记录中', 'Your paper is in the record'],
  'record.pending': ['您的选票已记录，等待记录签名', 'Your paper is recorded; the record is about to be signed'],
  'record.late': ['您的选票已记录，记录尚未签名', 'Your paper is recorded; the record is not signed yet'],
  'record.unknown': ['记录中没有找到这张选票', 'This paper was not found in the record'],
  'record.wrong': ['核验不符', 'The check failed'],
  'record.offline': ['连接不上服务器', 'The server cannot be reached'],
  'record.none': ['请扫描回执上的二维码', 'Scan the code on a receipt'],
  'record.broken': ['这个链接不完整', 'This link is not complete'],

  'record.more_looking': ['正在向服务器索取证明', 'Asking the server for a proof'],
  'record.more_included': ['它没有被删除，也没有被改动。', 'It was neither removed nor changed.'],
  'record.more_pending': ['通常在十秒之内，本页会自动更新。', 'This takes ten seconds at most; the page goes on by itself.'],
  'record.more_late': ['请稍后再试。会议结束后也可以核验。', 'Please try again later; it can also be checked after the sitting.'],
  'record.more_unknown': ['请保留回执，举手联系工作人员。', 'Keep the receipt and raise your hand for the staff.'],
  'record.more_offline': ['请检查网络后重试。这不说明选票有问题。', 'Check the network and try again. It says nothing about your paper.'],
  'record.more_none': ['投票后，平板上的回执带有二维码。', 'After a vote, the receipt on the tablet shows a code.'],
  'record.more_broken': ['请重新扫描回执上的二维码。', 'Scan the code on the receipt again.'],

  'record.why_answer': ['服务器给出的证明无法读取。请保留回执，联系工作人员。', 'The proof cannot be read. Keep the receipt and tell the staff.'],
  'record.why_hash': ['服务器给出的记录与回执不是同一条。请保留回执，联系工作人员。', 'The server showed another entry than the receipt names. Keep the receipt and tell the staff.'],
  'record.why_entry': ['回执所指的记录不是本次会议的选票。请保留回执，联系工作人员。', 'The entry is not a vote of this sitting. Keep the receipt and tell the staff.'],
  'record.why_proof': ['这张选票不在服务器签名的记录里。请保留回执，联系工作人员。', 'The paper is not in the record that the server signed. Keep the receipt and tell the staff.'],
  'record.why_signature': ['记录上的签名不对。请保留回执，联系工作人员。', 'The signature of the record is wrong. Keep the receipt and tell the staff.'],
  'record.why_content': ['记录中的选票不是您提交的那一张。请保留回执，联系工作人员。', 'The record holds another paper than you submitted. Keep the receipt and tell the staff.'],

  'record.ballot': ['表决事项', 'Ballot'],
  'record.vote': ['投票', 'Vote'],
  'record.time': ['记录时间', 'Recorded at'],
  'record.place': ['位置', 'Place'],
  'record.anchor': ['记录共 {size} 条，校验字', 'Record of {size} entries, in words'],
  'record.anchor_note': ['大屏或会议表单上写着 {size} 条时，这八个字应当相同。', 'Where the hall screen or a form says {size} entries, the eight words must be the same.'],
  'record.note_secret': ['记录里只有密封的选票，看不出您的选择。', 'The record holds the sealed paper; your choice cannot be seen.'],
  'record.note_changed': ['如果您后来更改过投票，以最后一次为准。', 'If you changed your vote later, the last one counts.'],
  'record.note_here': ['以上由您的设备核验。本页由会场的服务器提供；要完全独立地核验，请用会后导出的记录和核验程序。', 'Your device checked this. The page itself came from the server of the hall; for an independent check use the exported record and the verifier.'],
};
