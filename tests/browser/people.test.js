// Persons through the real pages: a recusal from one row while the ballot is open and sealed, scrutineers and the chair by
// name, and a roll call.
// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launch, openFace, shot } from './support/browser.js'
import { openHall } from './support/hall.js'

const PATIENCE_MS = 15_000
/** A button whose meaning has changed is deaf for a moment. */
const SETTLE_MS = 800
const SITTING = `
[sitting]
assembly = "示例市人民代表大会"
title = "常务委员会第十次会议"
name = "全体会议"
venue = "市会议中心"
quorum = { fraction = "1/2", comparator = "gt" }
[roster.generated]
members = 3
delegations = ["常委会"]
[[ballots]]
profile = "sc-appointments-seriatim"
title = "人事任免"
secrecy = "secret"
items = [{ title = "任命甲" }, { title = "任命乙", person = "0003" }]
[[ballots]]
profile = "roll-call-motion"
title = "关于修改议事规则的决定（草案）"
`

test('recusal from a row, officers by name, and a roll call', { timeout: 240_000 }, async (t) => {
  const hall = await openHall(t, SITTING)
  const browser = await launch(t)
  const open = async (/** @type {'tablet'|'projector'} */ kind, /** @type {string} */ link) => {
    const { page } = await openFace(t, browser, kind)
    page.setDefaultTimeout(PATIENCE_MS)
    await page.goto(link)
    return page
  }
  const chair = await open('tablet', hall.links.chair)
  const desk = await open('tablet', hall.links.desk)
  const screen = await open('projector', hall.links.screen)
  const tablets = await Promise.all(['0001', '0002', '0003'].map((number) => open('tablet', hall.links[number])))
  const [first, second, third] = tablets
  const settle = () => chair.waitForTimeout(SETTLE_MS)
  /** @param {import('playwright-core').Page} page @param {string} name */
  const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

  const openBallot = async () => {
    await settle()
    await press(chair, '开始表决')
    await chair.locator('dialog[open]').getByRole('button', { name: '开始表决' }).click({ timeout: 3_000 }).catch(() => undefined)
  }

  await t.test('the desk names the chair and the scrutineers, and no subject among them', async () => {
    await desk.getByRole('tab', { name: '人员' }).click()
    await desk.getByLabel('主持人：代表证号或姓名').fill('0003')
    await press(desk, '登记主持人')
    await desk.getByText('代表0003').first().waitFor()
    await desk.getByRole('searchbox').fill('0003')
    await press(desk, '加入')
    await press(desk, '确定监票人名单')
    await desk.getByText('代表0003是候选人').waitFor()
    await press(desk, '移出')
    await desk.getByRole('searchbox').fill('0001')
    await press(desk, '加入')
    await press(desk, '确定监票人名单')
    await desk.getByText('已完成').first().waitFor()
    await shot(desk, 'desk-officers')
  })

  await t.test('the chair is the subject of a row: warned, and handed over', async () => {
    for (const page of tablets) {
      await press(page, '签到')
      await page.getByText('已签到').first().waitFor()
    }
    await settle()
    await chair.getByText('主持人 代表0003').first().waitFor()
    await press(chair, '移交主持')
    await chair.getByLabel('接任主持人姓名').fill('王某')
    await chair.locator('dialog').getByRole('button', { name: '移交主持' }).click()
    await screen.getByText('主持人 王某').waitFor()
  })

  await t.test('a recusal while the ballot is open takes the vote out, and the rest is voted again', async () => {
    await openBallot()
    await first.getByRole('radiogroup').first().waitFor()
    for (const row of await first.getByRole('radiogroup').all()) await row.locator('label', { hasText: '赞成' }).click()
    await press(first, '核对并提交')
    await press(first, '提交')
    await first.getByText('第 1 次投票').waitFor()
    await desk.getByRole('tab', { name: '表决' }).click()
    await desk.getByRole('button', { name: '回避（0）' }).first().click()
    await desk.getByRole('searchbox').fill('0001')
    await press(desk, '登记回避')
    await desk.getByLabel('2. 任命乙').check()
    await press(desk, '近亲属')
    await shot(desk, 'desk-recusal')
    await press(desk, '申报')
    await first.getByText('您的原投票已撤出').waitFor()
    await shot(first, 'recused-row')
    assert.equal(await first.getByRole('radiogroup').count(), 1)
    await first.getByRole('radiogroup').first().locator('label', { hasText: '赞成' }).click()
    await press(first, '核对并提交')
    await press(first, '提交')
    await first.getByText('第 2 次投票').waitFor()
    await desk.getByText('第 2 项').waitFor()
  })

  await t.test('on the own device: the whole ballot', async () => {
    await press(second, '申报回避')
    await second.locator('dialog').getByRole('button', { name: '近亲属' }).click()
    await second.locator('dialog').getByRole('button', { name: '申报', exact: true }).click()
    await second.getByText('您对本项应当回避').waitFor()
    await settle()
    await press(chair, '结束表决')
    const sure = chair.locator('dialog[open]').getByRole('button', { name: '结束表决' })
    await sure.click()
    await chair.getByText('回避 2').waitFor()
    await chair.getByText('监票人 代表0001').waitFor()
    await shot(chair, 'chair-recused')
    await settle()
    await press(chair, '宣布结果')
    await chair.locator('dialog[open]').getByRole('button', { name: '宣布结果' }).click()
  })

  await t.test('a roll call: only who is called votes, and who passes is called again', async () => {
    await settle()
    await chair.getByText('关于修改议事规则的决定').first().click()
    await openBallot()
    await screen.getByText('现在请 代表0001 表决').waitFor()
    await second.getByText('唱名表决，请等待点名').waitFor()
    await shot(screen, 'screen-roll-call')
    await first.getByText('现在点到您').waitFor()
    await press(first, '稍后再点')
    await screen.getByText('现在请 代表0002 表决').waitFor()
    await settle()
    await press(chair, '未应答，点下一位')
    await screen.getByText('现在请 代表0003 表决').waitFor()
    await shot(chair, 'chair-roll-call')
    for (const [page, next] of /** @type {const} */ ([[third, '现在请 代表0001 表决'], [first, '现在请 代表0002 表决'], [second, '已全部点名']])) {
      await page.getByText('现在点到您').waitFor()
      await page.waitForTimeout(600)
      await page.getByRole('button', { name: '赞成' }).click()
      await press(page, '提交')
      await screen.getByText(next).waitFor()
    }
  })
})
