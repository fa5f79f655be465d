// Papers and ways of voting beside the plain ones, through the real pages: ranks, scores, a scale, free text, a row that
// somebody is recused from, and a show of hands entered by two people.
// @ts-check
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { begin, button, certify, declare, end, ended, enter, next, submit } from './support/acts.js'
import { launch, openFace, shot } from './support/browser.js'
import { openHall } from './support/hall.js'

const PATIENCE_MS = 15_000
const items = (/** @type {string[]} */ ...titles) => `items = [${titles.map((title) => `{ title = "${title}" }`).join(', ')}]`
const SITTING = `
[sitting]
assembly = "示例县人民代表大会常务委员会"
title = "示例县人大常委会第二十次会议"
name = "全体会议"
venue = "县会议中心"
quorum = { fraction = "1/2", comparator = "gt" }
[roster.generated]
members = 3
delegations = ["常委会组成人员"]
[[ballots]]
profile = "livelihood-rank"
title = "民生实事项目排序票决"
secrecy = "secret"
places = 3
duration_s = 600
${items('省道北凌线大中修工程', '建筑垃圾消纳场', '县城农贸市场', '第一供水厂', '柳河及两岸改造提升工程')}
[[ballots]]
profile = "score-trimmed"
title = "部门工作评分"
secrecy = "recorded"
duration_s = 600
${items('县教育局', '县卫生健康局', '县交通局')}
[[ballots]]
profile = "opinion-scale"
title = "会议服务意见征询"
secrecy = "recorded"
duration_s = 600
${items('材料发放是否及时', '会场是否安静')}
[[ballots]]
profile = "opinion-text"
title = "对议事规则修改的意见"
secrecy = "secret"
duration_s = 600
${items('您对表决程序有什么建议', '其他意见')}
[[ballots]]
profile = "sc-appointments-seriatim"
title = "人事任免"
secrecy = "recorded"
duration_s = 600
${items('任命甲为县教育局局长', '任命乙为县卫生健康局局长')}
[[ballots]]
profile = "show-of-hands"
title = "会议议程（草案）"
`

test('every other paper and way of voting, from the tablet to the record', { timeout: 300_000 }, async (t) => {
  const hall = await openHall(t, SITTING)
  const browser = await launch(t)
  const open = async (/** @type {'tablet'|'phone'|'projector'} */ kind, /** @type {string} */ link) => {
    const { page } = await openFace(t, browser, kind)
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(link)
    return page
  }
  const chair = await open('tablet', hall.links.chair)
  const screen = await open('projector', hall.links.screen)
  const desk = await open('tablet', hall.links.desk)
  const { page: scrutineer, takeProblems: told } = await openFace(t, browser, 'tablet')
  scrutineer.setDefaultTimeout(PATIENCE_MS)
  await scrutineer.goto(hall.links.scrutineer)
  const tablet = await open('tablet', hall.links['0001'])
  const phone = await open('phone', hall.links['0002'])
  const third = await open('tablet', hall.links['0003'])
  const delegates = [tablet, phone, third]
  for (const page of delegates) {
    await button(page, '签到').click()
    await page.getByText('已签到').first().waitFor()
  }

  await t.test('ranks: a tap gives the next, a button moves it up', async () => {
    await begin(chair, true)
    for (const [page, taps] of /** @type {const} */ ([[tablet, [2, 0, 0]], [phone, [2, 1, 0]], [third, [0, 0, 0]]])) {
      for (const at of taps) await page.locator('.unranked .pick-main').nth(at).click()
    }
    await shot(tablet, 'rules-ranks')
    await shot(phone, 'rules-ranks-phone')
    await tablet.getByRole('button', { name: /上移|提前/ }).last().click()
    await shot(screen, 'rules-ranks-screen')
    for (const page of delegates) await submit(page)
    await end(chair)
    await certify(scrutineer)
    await shot(chair, 'rules-ranks-chair')
    await declare(chair)
    await screen.getByText('入选').first().waitFor()
    await shot(screen, 'rules-ranks-result')
  })

  await t.test('scores: typed or stepped, refused gently beyond the range', async () => {
    await next(chair)
    await tablet.locator('.score-input').first().fill('120')
    await button(tablet, '核对并提交').click()
    await shot(tablet, 'rules-scores-wrong')
    for (const [page, scores] of /** @type {const} */ ([[tablet, ['96', '88', '90']], [phone, ['92', '90', '90']], [third, ['95', '91', '90']]])) {
      for (const [at, score] of scores.entries()) await page.locator('.score-input').nth(at).fill(score)
    }
    await shot(tablet, 'rules-scores')
    await shot(phone, 'rules-scores-phone')
    for (const page of delegates) await submit(page)
    await end(chair)
    await declare(chair)
    await screen.getByText('94.33').first().waitFor()
    await shot(screen, 'rules-scores-result')
    await shot(chair, 'rules-scores-chair')
  })

  await t.test('a scale, and words, both marked as an opinion', async () => {
    await next(chair)
    await tablet.getByText('意见征询').first().waitFor()
    for (const page of delegates) {
      for (const row of [0, 1]) await page.getByRole('radiogroup').nth(row).locator('label').nth(3).click()
    }
    await shot(tablet, 'rules-scale')
    for (const page of delegates) await submit(page, page === third)
    await ended(chair)
    await screen.getByText('意见征询').first().waitFor()
    await shot(screen, 'rules-scale-result')
    await declare(chair)
    await next(chair, true)
    for (const [page, words] of /** @type {const} */ ([[tablet, '建议提前三天发放材料。'], [phone, '没有意见。'], [third, '建议增加讨论时间。']])) {
      await page.locator('textarea').first().fill(words)
    }
    await shot(tablet, 'rules-text')
    for (const page of delegates) await submit(page, page === third)
    await ended(chair)
    await chair.getByText('建议增加讨论时间。').first().waitFor()
    await shot(chair, 'rules-text-chair')
    await shot(screen, 'rules-text-result')
    await declare(chair)
  })

  await t.test('a row that somebody is recused from is not asked', async () => {
    await desk.getByRole('tab', { name: '表决事项' }).click()
    await desk.locator('.ballot-card', { hasText: '人事任免' }).locator('button', { hasText: '回避' }).click()
    await desk.getByPlaceholder('按代表证号或姓名查找').fill('0001')
    await button(desk, '登记回避').click()
    const dialog = desk.locator('dialog[open]')
    await dialog.getByText('任命甲').click()
    await dialog.getByText('近亲属').click()
    await shot(desk, 'rules-recusal-desk')
    await dialog.locator('button', { hasText: '申报' }).or(dialog.locator('button', { hasText: '登记回避' })).last().click()
    await desk.getByText('第 1 项').first().waitFor()
    await next(chair)
    await tablet.getByText('回避').first().waitFor()
    assert.equal(await tablet.getByRole('radiogroup').count(), 1)
    await tablet.getByRole('radiogroup').first().locator('label').first().click()
    await shot(tablet, 'rules-recusal')
    for (const page of [phone, third]) {
      for (const row of [0, 1]) await page.getByRole('radiogroup').nth(row).locator('label').first().click()
    }
    for (const page of delegates) await submit(page)
    await end(chair)
    await declare(chair)
    await screen.getByText('通过').first().waitFor()
    await shot(screen, 'rules-recusal-result')
  })

  await t.test('a show of hands: two people enter, a difference is told and not shown', async () => {
    await next(chair)
    await tablet.getByText('举手').first().waitFor()
    await shot(tablet, 'rules-hands')
    await shot(screen, 'rules-hands-screen')
    await end(chair)
    for (const page of [desk, scrutineer]) await page.getByRole('tab', { name: /举手|纸质/ }).click()
    await enter(desk, ['2', '1', '0'])
    await shot(desk, 'rules-hands-desk')
    await scrutineer.locator('.entry-number').first().waitFor()
    await enter(scrutineer, ['3', '0', '0'])
    await scrutineer.getByText(/不一致|不同/).first().waitFor()
    await shot(scrutineer, 'rules-hands-differ')
    assert.deepEqual(told(), ['console: Failed to load resource: the server responded with a status of 409 (Conflict)'])
    await enter(scrutineer, ['2', '1', '0'])
    await declare(chair)
    await screen.getByText('通过').first().waitFor()
    await shot(screen, 'rules-hands-result')
  })

  await t.test('the record of all this verifies', async () => {
    const bundle = join(hall.folder, 'record.plenum')
    hall.run('export', '--output', bundle)
    const { status, stdout } = hall.verify(bundle, '--json')
    assert.equal(status, 2, 'nothing is wrong, and no anchor was given')
    assert.equal(JSON.parse(stdout).verdict, 'incomplete')
  })
})
