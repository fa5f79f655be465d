// @ts-check
// Words of the chair's console, and of rules in figures, which the screen and the desk say as well.

/** @type {import("../words.js").Words} */
export default {
  'rule.more_than_half': ['过半数', 'more than half'],
  'rule.half_or_more': ['半数以上', 'half or more'],
  'rule.more_than': ['超过{part}', 'more than {part}'],
  'rule.or_more': ['{part}以上', '{part} or more'],
  'rule.needed_people': ['{base} {count} 人，{threshold}需 {votes} 票', '{base}: {count}; {threshold}: {votes} votes needed'],
  'rule.needed_papers': ['{base} {count} 张，{threshold}需 {votes} 票', '{base}: {count}; {threshold}: {votes} votes needed'],
  'rule.needed_mark': ['{threshold}需 {votes} 票', '{threshold}: {votes}'],
  'rule.needed_plain_mark': ['通过需 {votes} 票', '{votes} needed'],
  'rule.needed_plain': ['基数 {count}，通过需 {votes} 票', '{votes} votes needed of {count}'],
  'rule.base_total_members': ['全体组成人员', 'members in all'],
};
