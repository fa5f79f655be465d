// What only some halls do, through the real pages: an election with names written in and a further election, criteria,
// one who votes for others, a rehearsal, and one ballot in two rooms.
// @ts-check
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { begin, button, certify, declare, end, next, settle, submit } from './support/acts.js'
import { launch, openFace, shot } from './support/browser.js'
import { openHall } from './support/hall.js'

const PATIENCE_MS = 15_000
const HEAD = `
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十八届人民代表大会第五次会议"
name = "第三次全体会议"
venue = "县礼堂"
quorum = { fraction = "1/2", comparator = "gt" }
`
const ROSTER = `
[roster.generated]
members = 3
delegations = ["第一代表团", "第二代表团", "第三代表团"]
`

/** @param {import('./support/cleanup.js').Test} t */
async function opener(t) {
  const browser = await launch(t)
  return async (/** @type {'tablet'|'phone'|'projector'} */ kind, /** @type {string} */ link) => {
    const { page } = await openFace(t, browser, kind)
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(link)
    return page
  }
}

/** @param {import('playwright-core').Page[]} pages */
async function signIn(pages) {
  for (const page of pages) {
    await button(page, '签到').click()
    await page.getByText('已签到').first().waitFor()
  }
}

/** One choice for each row. @param {import('playwright-core').Page} page @param {string[]} choices */
async function mark(page, choices) {
  const rows = page.getByRole('radiogroup')
  await rows.first().waitFor()
  for (const [at, choice] of choices.entries()) await rows.nth(at).locator('label', { hasText: choice }).first().click()
}

test('an election with a name written in, a further election, and criteria', { timeout: 300_000 }, async (t) => {
  const hall = await openHall(t, `${HEAD}${ROSTER}
[[ballots]]
profile = "election-local"
title = "选举县人民法院院长、县人民检察院检察长候选人"
places = 2
duration_s = 600
items = [{ title = "候选人甲" }, { title = "候选人乙" }, { title = "候选人丙" }]
[[ballots]]
profile = "eval-criteria"
title = "人民警察履职评议"
secrecy = "secret"
duration_s = 600
items = [{ title = "民警一", note = "城关派出所" }, { title = "民警二", note = "治安大队" }, { title = "民警三", note = "交警大队" }]
`)
  const open = await opener(t)
  const chair = await open('tablet', hall.links.chair)
  const screen = await open('projector', hall.links.screen)
  const scrutineer = await open('tablet', hall.links.scrutineer)
  const tablet = await open('tablet', hall.links['0001'])
  const phone = await open('phone', hall.links['0002'])
  const third = await open('tablet', hall.links['0003'])
  const delegates = [tablet, phone, third]
  await signIn(delegates)

  await t.test('for, against, abstain; whoever votes against may write a name in', async () => {
    await begin(chair, true)
    for (const page of delegates) await mark(page, ['赞成', '反对', '反对'])
    await tablet.getByLabel('姓名').fill('候选人丁')
    await button(tablet, '填写').click()
    await third.getByLabel('姓名').fill('丁')
    await button(third, '填写').click()
    await shot(tablet, 'hall-election')
    await shot(phone, 'hall-election-phone')
    for (const page of delegates) await submit(page)
    await shot(screen, 'hall-election-screen')
    await end(chair)
    await shot(chair, 'hall-election-chair-waits')
  })

  await t.test('the scrutineer rules on the name, then it is counted', async () => {
    await scrutineer.getByRole('tab', { name: /监票/ }).click()
    const choices = scrutineer.locator('.rulings select')
    await choices.first().waitFor()
    await shot(scrutineer, 'hall-rulings')
    await choices.nth(0).selectOption({ label: '无效' })
    await scrutineer.locator('.rulings input').fill('姓名不全')
    await choices.nth(1).selectOption({ label: '按此姓名计票' })
    await button(scrutineer, '提交认定').click()
    await scrutineer.locator('dialog[open] button').last().click()
    await certify(scrutineer)
    await shot(chair, 'hall-election-chair')
    await declare(chair)
    await screen.getByText('候选人丁').first().waitFor()
    await shot(screen, 'hall-election-result')
    await shot(tablet, 'hall-election-result-tablet')
  })

  await t.test('a place is open: the further election has exactly the others', async () => {
    await settle(chair)
    await button(chair, '准备另行选举').click()
    await chair.locator('dialog[open]').getByRole('button').last().click({ timeout: 2_000 }).catch(() => undefined)
    const desk = await open('tablet', hall.links.desk)
    await desk.getByRole('tab', { name: '表决事项' }).click()
    await desk.getByText('另行选举').first().waitFor()
    await shot(desk, 'hall-follow-desk')
    await desk.locator('button', { hasText: '就绪' }).first().click()
    await shot(chair, 'hall-follow-chair')
  })

  await t.test('criteria: one grade in each, never the same throughout', async () => {
    await chair.getByText('人民警察履职评议').first().click()
    await begin(chair, true)
    const grades = Array.from({ length: 15 }, (_, at) => (at < 5 ? '优秀' : at % 2 ? '称职' : '基本称职'))
    await mark(tablet, grades.map(() => '称职'))
    await shot(tablet, 'hall-criteria')
    await button(tablet, '核对并提交').click()
    await shot(tablet, 'hall-criteria-refused')
    for (const page of delegates) await mark(page, grades)
    await shot(phone, 'hall-criteria-phone')
    for (const page of delegates) await submit(page)
    await end(chair)
    await certify(scrutineer)
    await declare(chair)
    await screen.getByText('优秀').first().waitFor()
    await shot(screen, 'hall-criteria-result')
    await shot(chair, 'hall-criteria-chair')
  })

  await t.test('the record of all this verifies', async () => {
    const bundle = join(hall.folder, 'record.plenum')
    hall.run('export', '--output', bundle)
    const { status, stdout } = hall.verify(bundle, '--json')
    assert.equal(status, 2, 'nothing is wrong, and no anchor was given')
    assert.equal(JSON.parse(stdout).verdict, 'incomplete')
  })
})

test('one votes for others: each for itself, all at once, and split', { timeout: 200_000 }, async (t) => {
  const hall = await openHall(t, `${HEAD.replaceAll('人民代表大会', '行业协会')}${ROSTER}
[[ballots]]
profile = "association-motion"
title = "关于修改章程的议案"
duration_s = 600
`)
  const open = await opener(t)
  const chair = await open('tablet', hall.links.chair)
  const screen = await open('projector', hall.links.screen)
  const desk = await open('tablet', hall.links.desk)
  const tablet = await open('tablet', hall.links['0001'])
  const third = await open('tablet', hall.links['0003'])

  await button(third, '委托他人投票').click()
  await third.locator('dialog[open] input, .proxy input').first().fill('0001')
  await button(third, '委托').click()
  await third.getByText('您已委托').first().waitFor()
  await shot(third, 'hall-proxy-given')
  await button(desk, '票权…').click()
  await desk.locator('dialog[open] input').fill('2.5')
  await desk.locator('dialog[open] button').last().click()
  await desk.getByText('2.5').first().waitFor()
  await shot(desk, 'hall-weights-desk')
  await signIn([tablet])
  await begin(chair)
  await tablet.getByText('您代 1 人投票').waitFor()
  await shot(tablet, 'hall-mandates')
  const lines = tablet.locator('.mandate')
  await lines.nth(0).getByRole('button', { name: '赞成' }).click()
  await lines.nth(1).getByRole('button', { name: '反对' }).click()
  await lines.nth(1).getByText('已记录').waitFor()
  await shot(tablet, 'hall-mandates-cast')
  await button(tablet, '分配…').click()
  await shot(tablet, 'hall-split')
  await shot(screen, 'hall-weights-screen')
  await end(chair)
  await declare(chair)
  await screen.getByText(/通过/).first().waitFor()
  await shot(screen, 'hall-weights-result')
  await shot(chair, 'hall-weights-chair')
})

test('a rehearsal in two rooms says so everywhere, and gives no result away', { timeout: 200_000 }, async (t) => {
  const shipped = readFileSync(new URL('../../config/profiles/congress-motion.toml', import.meta.url), 'utf8')
  const inRooms = shipped.replace('id = "congress-motion"', 'id = "in-rooms"').replace(/^binding = true$/m, 'binding = true\nrooms = true')
  const hall = await openHall(t, `${HEAD.replace('[sitting]', '[sitting]\nrehearsal = true')}${ROSTER}
[[rooms]]
id = "east"
title = "东会场"
delegations = ["第一代表团"]
[[rooms]]
id = "west"
title = "西会场"
delegations = ["第二代表团", "第三代表团"]
[[ballots]]
profile = "in-rooms"
title = "关于示例工作报告的决议（草案）"
`, { 'in-rooms': inRooms })
  const open = await opener(t)
  const chair = await open('tablet', hall.links.chair)
  const screen = await open('projector', hall.links.screen)
  const tablet = await open('tablet', hall.links['0001'])
  const phone = await open('phone', hall.links['0002'])
  const third = await open('tablet', hall.links['0003'])
  await signIn([tablet, phone, third])
  await begin(chair, true)
  await tablet.getByText('您所在的会场尚未开始表决').waitFor()
  await shot(chair, 'hall-rooms-chair')
  for (const room of ['东会场', '西会场']) {
    await chair.locator('.room', { hasText: room }).getByRole('button', { name: '本会场开始' }).click()
  }
  for (const page of [tablet, phone, third]) {
    await page.getByRole('button', { name: '赞成' }).click()
    await button(page, '提交').click({ timeout: 2_000 }).catch(() => undefined)
    await page.getByText('已记录').first().waitFor()
  }
  await shot(screen, 'hall-rooms-screen')
  await shot(phone, 'hall-rooms-phone')
  for (const room of ['东会场', '西会场']) {
    await settle(chair)
    await chair.locator('.room', { hasText: room }).getByRole('button', { name: '本会场结束' }).click()
    await chair.locator('dialog[open] button').last().click({ timeout: 2_000 }).catch(() => undefined)
  }
  await end(chair)
  await declare(chair)
  await screen.getByText('通过').first().waitFor()
  for (const page of [screen, chair, tablet]) await page.getByText('演练').first().waitFor()
  await shot(screen, 'hall-rehearsal-result')
  await shot(chair, 'hall-rehearsal-chair')
})
