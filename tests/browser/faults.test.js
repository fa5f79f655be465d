// A server that is killed under the real pages: what the hall reads, and that nothing is lost.
// @ts-check
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { launch, openFace, shot } from './support/browser.js'
import { openHall } from './support/hall.js'

const SITTING = `
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十五届人民代表大会第四次会议"
name = "第三次全体会议"
venue = "县会议中心"
quorum = { fraction = "2/3", comparator = "ge" }
[roster.generated]
members = 1
delegations = ["第一代表团"]
[[ballots]]
profile = "congress-motion"
title = "关于示例的决议（草案）"
secrecy = "recorded"
duration_s = 600
`

test('a killed server: the pages say so, keep the choice, and go on by themselves', { timeout: 120_000 }, async (t) => {
  const { links, folder, run, verify, start, kill } = await openHall(t, SITTING)
  const browser = await launch(t)
  const faces = {
    chair: await openFace(t, browser, 'tablet'),
    screen: await openFace(t, browser, 'projector'),
    tablet: await openFace(t, browser, 'tablet'),
  }
  const { page: chair } = faces.chair
  const { page: screen } = faces.screen
  const { page: tablet } = faces.tablet
  await chair.goto(links.chair)
  await screen.goto(links.screen)
  await tablet.goto(links['0001'])
  await tablet.getByRole('button', { name: '签到' }).click()
  await tablet.getByText('已签到').first().waitFor()
  await screen.getByText('符合').first().waitFor()
  // The chair's button takes no press right after its meaning has changed.
  await chair.waitForTimeout(900)
  await chair.locator('button:not([aria-disabled="true"])', { hasText: '开始表决' }).click()
  await tablet.getByRole('button', { name: '赞成' }).click()
  await tablet.getByText('已记录').first().waitFor()

  await kill()
  await screen.getByText('连接中断').first().waitFor({ timeout: 4_000 })
  assert.equal(await screen.getByText('已表决').filter({ visible: true }).count(), 0, 'no figures while the link is down')
  await shot(screen, 'screen-lost')
  await tablet.getByText('连接中断').first().waitFor()
  // Changed while the server is away: kept, and said to be on its way, never recorded, never failed.
  await tablet.getByRole('button', { name: '反对' }).click()
  await tablet.getByText('正在提交').first().waitFor()
  await shot(tablet, 'delegate-lost')

  await start()
  await screen.getByText('暂停').first().waitFor({ timeout: 20_000 })
  await shot(screen, 'screen-suspended')
  const resume = chair.locator('button:not([aria-disabled="true"])', { hasText: '恢复表决' })
  await resume.waitFor({ timeout: 20_000 })
  await chair.waitForTimeout(900)
  await resume.click()
  await tablet.locator('.choice.is-chosen', { hasText: '反对' }).getByText('已记录').waitFor({ timeout: 20_000 })
  await shot(tablet, 'delegate-recovered')

  const bundle = join(folder, 'bundle.jsonl')
  run('export', '--output', bundle)
  // Nothing is wrong; without an anchor that is all that can be said.
  const verified = verify(bundle)
  assert.equal(verified.status, 2, verified.stdout)
  assert.match(verified.stdout, /nothing wrong was found/)
  // The pages tell the console that the link was down; nothing else.
  for (const { takeProblems } of Object.values(faces)) {
    takeProblems().forEach((problem) => assert.match(problem, /WebSocket|ERR_CONNECTION|Failed to load/))
  }
})
