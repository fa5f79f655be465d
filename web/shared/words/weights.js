// @ts-check
// Words about vote weights and proxies.

/** @type {import('../words.js').Words} */
export default {
  // One who votes for others
  'mandate.count': ['您代 {n} 人投票', 'You vote for {n} others'],
  'mandate.own': ['本人', 'Own vote'],
  'mandate.weight': ['{n} 票', '{n} votes'],
  'mandate.fill': ['填写', 'Fill in'],
  'mandate.look': ['查看', 'Look'],
  'mandate.back': ['返回名单', 'Back to the list'],
  'mandate.hint': ['逐人投票，每票单独记录', 'Each vote is cast and recorded by itself'],
  'mandate.in_person': ['本人已投票，以本人为准', 'Voted in person, which stands'],
  'mandate.confirm': ['代 {name} 投“{choice}”？', 'Cast “{choice}” for {name}?'],
  'mandate.for_all': ['全部相同', 'The same for all'],
  'mandate.all_title': ['全部 {n} 份投“{choice}”？', 'Cast “{choice}” for all {n}?'],
  'mandate.all_own': ['全部按本人的选票', 'My own paper for all'],
  'mandate.all_own_title': ['全部 {n} 份按本人的选票？', 'Cast your own paper for all {n}?'],
  'mandate.all_body': ['包括本人的一份；委托人本人已投票的除外。先前所投的由此代替。', 'The own vote is one of them; those of principals who voted in person are not. Earlier votes are replaced.'],
  'mandate.split': ['分配…', 'Split…'],
  'mandate.split_title': ['分配 {n} 份', 'Split {n} mandates'],
  'mandate.left': ['还有 {n} 份未分配', '{n} left to deal out'],
  'mandate.too_many': ['多分配了 {n} 份', '{n} too many'],
  'mandate.rule': ['按委托人代表证号从小到大依次分配，本人的一份在最后。按份数，不按票权。', 'Dealt out in ascending order of the principals’ numbers, the own one last. By mandates, not by weight.'],
  'mandate.receipt_for': ['{title}（代 {name}）', '{title} (for {name})'],
  'mandate.receipt_all': ['{title}（全部）', '{title} (all mandates)'],

  // One who gave a proxy
  'notice.principal_may_not_vote': ['您已委托他人代为投票', 'You have given your proxy'],
  'proxy.holder': ['受托人：{name}（{number}）', 'Holder: {name} ({number})'],
  'proxy.cast': ['受托人已代您投票', 'The holder has cast your vote'],
  'proxy.not_cast': ['受托人尚未代您投票', 'The holder has not cast your vote yet'],
  'proxy.given_may_vote': ['您已委托 {name}；您本人投票的，以本人为准。', 'You gave your proxy to {name}; if you vote yourself, your own vote stands.'],
  'proxy.cast_may_vote': ['{name} 已代您投票；您本人投票的，以本人为准。', '{name} has cast your vote; if you vote yourself, your own vote stands.'],
  'proxy.own_stands': ['您已本人投票，{name} 不能再代您投票。', 'You voted yourself; {name} can no longer vote for you.'],
  'proxy.give': ['委托他人投票', 'Give a proxy'],
  'proxy.ask': ['受托人持有您的一票，直到您撤回。表决进行中不能变更。', 'The holder has your vote until you take it back. It cannot be changed while a ballot is open.'],
  'proxy.number': ['受托人的代表证号', 'Delegate number of the holder'],
  'proxy.give_act': ['委托', 'Give'],
  'proxy.given': ['您已委托 {name}（{number}）投票', 'You gave your proxy to {name} ({number})'],
  'proxy.end': ['撤回委托', 'Take it back'],
  'proxy.held': ['您受 {n} 人委托', 'You hold {n} proxies'],

  // Desk
  'desk.weight': ['票权', 'Weight'],
  'desk.weight_set': ['票权…', 'Weight…'],
  'desk.weight_title': ['票权：{number} {name}', 'Weight: {number} {name}'],
  'desk.weight_body': ['如 1 或 1.5。表决进行中不能变更。', 'For instance 1 or 1.5. It cannot be changed while a ballot is open.'],
  'desk.proxy_give': ['委托…', 'Proxy…'],
  'desk.proxy_end': ['撤回委托', 'End proxy'],
  'desk.proxy_title': ['委托：{number} {name}', 'Proxy of {number} {name}'],
  'desk.proxy_body': ['受托人的代表证号', 'Delegate number of the holder'],
  'desk.proxy_unknown': ['没有代表证号为 {number} 的代表', 'There is no delegate with the number {number}'],
  'desk.proxy_to': ['委托 {number} {name}', 'Proxy to {number} {name}'],
  'desk.proxy_held': ['受托 {n}', 'Holds {n}'],
  'desk.save': ['保存', 'Save'],

  // Figures
  'weight.word': ['按票权', 'By weight'],
  'weight.heads': ['按票权计票，{n} 人投票', 'Counted by weight; {n} people voted'],
  'weight.threshold': ['以{base}的票权 {count} 计，通过需 {votes} 票', '{votes} votes needed of the weight of {base} ({count})'],
  'rule.needed_weight': ['{base}票权 {count}，{threshold}需 {votes} 票', 'weight of {base} {count}: {threshold} is {votes} votes'],
  'weight.present': ['到会票权', 'Weight present'],
  'weight.all': ['总票权', 'Weight of all'],
  'weight.returned': ['收回票权', 'Weight returned'],
  'count.represented': ['委托', 'Represented'],
};
