// @ts-check
// Words of documents that are pinned, of amendments, and of polls.

/** @type {import("../words.js").Words} */
export default {
  'agenda.amends': ['修正案：针对第 {number} 项“{title}”', 'Amends item {number}, “{title}”'],
  'agenda.document': ['《{title}》{version}', '{title}, {version}'],
  'agenda.document_hash': ['文本校验 {hash}', 'text {hash}'],
  'agenda.documents': ['附件', 'Documents'],
  'agenda.documents_hint': ['附件只记名称、版本和校验码，文件不上传。文本修改后须用新的版本名。', 'Only title, version and hash are recorded; the file itself is not sent. A changed text needs a new version.'],
  'agenda.add_document': ['添加文件', 'Add a file'],
  'agenda.document_title': ['名称', 'Title'],
  'agenda.document_version': ['版本', 'Version'],
  'agenda.remove': ['移除', 'Remove'],
  'agenda.first_version': ['草案', 'Draft'],
  'agenda.too_large': ['文件过大，不能计算校验码', 'The file is too large to be hashed here'],
  'agenda.too_many': ['附件至多 {max} 个', 'At most {max} documents'],
  'agenda.need_document': ['附件须填写名称和版本', 'Give each document a title and a version.'],
  'agenda.twice': ['附件“{title}”列了两次', 'Document “{title}” is listed twice.'],
  'agenda.amends_field': ['修正的议案', 'Amends'],
  'agenda.amends_none': ['不是修正案', 'Not an amendment'],
  'agenda.edit': ['修改草稿', 'Edit draft'],
  'agenda.edited': ['已修改草稿：{title}', 'Draft changed: {title}'],
  'agenda.save': ['保存草稿', 'Save draft'],
  'agenda.until': ['截止 {time}', 'until {time}'],
  'agenda.until_label': ['截止时间', 'Open until'],
  'agenda.poll_quick': ['即时投票 · 不具约束力', 'Quick poll · not binding'],
  'agenda.poll_long': ['意见征询 · 不具约束力', 'Opinion poll · not binding'],
};
