// A whole sitting through the real pages: a person in the chair, a person at a tablet beside simulated
// delegates, a scrutineer, the projector. Leaves the pictures of the README in out/.
// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launch, openFace, shot } from './support/browser.js'
import { Plenum } from './support/plenum.js'

/** Simulated delegates; two more seats are for people. */
const DELEGATES = 30
const PATIENCE_MS = 15_000

test('a sitting, from the first sign-in to the verified record', { timeout: 240_000 }, async (t) => {
  const args = ['demo', '--json', '--once', '--delegates', String(DELEGATES), '--think-ms', '1500']
  const plenum = await Plenum.start((port) => [...args, '--listen', `127.0.0.1:${port}`], { test: t })
  const { links } = plenum.info
  const seat = `delegate 00${DELEGATES + 1}`
  const browser = await launch(t)
  const { page: chair, takeProblems: chairProblems } = await signIn(t, browser, 'tablet', links.chair)
  const { page: screen } = await signIn(t, browser, 'projector', links.screen)
  const { page: scrutineer } = await signIn(t, browser, 'tablet', links.scrutineer)
  const { page: tablet } = await signIn(t, browser, 'tablet', links[seat])

  await t.test('a link works once', async () => {
    const second = await openFace(t, browser, 'tablet')
    await second.page.goto(links[seat])
    await second.page.getByText('此链接已使用或已失效').waitFor()
    assert.ok(second.takeProblems().every((problem) => problem.includes('403')))
    await second.page.close()
  })

  await t.test('the delegate signs in at the tablet', async () => {
    await screen.getByText('应到').first().waitFor()
    await button(tablet, '签到').click()
    await tablet.getByText('已签到').first().waitFor()
    await shot(tablet, 'delegate-waiting')
    await shot(screen, 'screen-idle')
    const { page: desk } = await signIn(t, browser, 'tablet', links.desk)
    await desk.getByText('0031').first().waitFor()
    await shot(desk, 'desk-roster')
    await desk.getByRole('tab', { name: /表决事项/ }).click()
    await desk.getByText('民生实事项目票决').first().waitFor()
    await shot(desk, 'desk-ballots')
    await desk.close()
  })

  await t.test('a motion: one tap, recorded, changed, declared', async () => {
    await button(chair, '开始表决').click()
    const yes = tablet.getByRole('button', { name: '赞成' })
    await yes.waitFor()
    await screen.getByText('请表决').first().waitFor()
    await shot(tablet, 'delegate-motion')
    await tablet.getByRole('button', { name: '反对' }).click()
    await tablet.getByText('已记录').first().waitFor()
    await yes.click()
    await tablet.locator('.choice.is-chosen', { hasText: '赞成' }).getByText('已记录').waitFor()
    await shot(tablet, 'delegate-motion-recorded')
    await tablet.reload()
    await tablet.locator('.choice.is-chosen', { hasText: '赞成' }).waitFor()
    await shot(screen, 'screen-open')
    await shot(chair, 'chair-open')
    await close(chair)
    await button(chair, '宣布结果').waitFor()
    await shot(chair, 'chair-counted')
    // Known to the chair, not yet to the hall.
    assert.equal(await screen.getByText('通过需').count(), 0)
    await declare(chair)
    await screen.getByText('通过', { exact: true }).first().waitFor()
    await shot(screen, 'screen-result')
    await tablet.getByText('通过').first().waitFor()
    await shot(tablet, 'delegate-motion-declared')
  })

  await t.test('eight of ten, secret: the counter stops at eight, a reload leaves an empty paper', async () => {
    await next(chair)
    const cards = tablet.getByRole('checkbox')
    await cards.first().waitFor()
    assert.equal(await cards.count(), 10)
    for (let i = 0; i < 6; i += 1) await cards.nth(i).click()
    await shot(tablet, 'delegate-select')
    await tablet.reload()
    await cards.first().waitFor()
    assert.equal(await tablet.getByRole('checkbox', { checked: true }).count(), 0)
    for (let i = 0; i < 8; i += 1) await cards.nth(i).click()
    await cards.nth(8).click({ force: true })
    await tablet.getByText('最多可选 8 项，您已选 8 项').first().waitFor()
    assert.equal(await tablet.getByRole('checkbox', { checked: true }).count(), 8)
    await submit(tablet)
    await close(chair)
    await certify(scrutineer)
    await button(chair, '宣布结果').waitFor()
    await shot(chair, 'chair-selection')
    await declare(chair)
    await screen.getByText('入选').first().waitFor()
    await shot(screen, 'screen-select')
  })

  await t.test('twenty officers in one list, with progress', async () => {
    await next(chair)
    const rows = tablet.getByRole('radiogroup')
    await rows.first().waitFor()
    assert.equal(await rows.count(), 20)
    for (let i = 0; i < 12; i += 1) {
      await rows.nth(i).locator('label', { hasText: i < 7 ? '优秀' : '称职' }).first().click()
    }
    await tablet.getByText('12 / 20').first().waitFor()
    await shot(tablet, 'delegate-matrix')
    for (let i = 12; i < 20; i += 1) await rows.nth(i).locator('label').nth(1).click()
    await submit(tablet)
    await close(chair)
    await certify(scrutineer)
    await declare(chair)
    await screen.getByText('评定等次').first().waitFor()
    await shot(screen, 'screen-matrix')
  })

  await t.test('a poll, recorded: the draft survives a reload, live totals on the screen', async () => {
    await next(chair)
    const cards = tablet.locator('.pick-main')
    await cards.first().waitFor()
    await cards.nth(1).click()
    await tablet.reload()
    await tablet.locator('.pick.is-chosen').waitFor()
    await shot(screen, 'screen-poll')
    await submit(tablet)
    // It closes by itself once all have voted; a simulated delegate may stay silent.
    await button(chair, '宣布结果').waitFor({ timeout: 4_000 }).catch(() => close(chair))
    // The demo ends with the last declaration; only the chair is there to see it.
    for (const page of [tablet, screen, scrutineer]) await page.close()
    await declare(chair)
  })

  await t.test('the record verifies, and holds what was shown', async () => {
    assert.equal(await plenum.exited, 0, plenum.log)
    await chair.close()
    chairProblems().forEach((problem) => assert.match(problem, /WebSocket|ERR_CONNECTION|Failed to load/))
    const verified = plenum.lines.map((line) => JSON.parse(line)).find((line) => line.event === 'verified')
    assert.equal(verified.ok, true)
    const [motion, selection, evaluation, poll] = verified.ballots
    assert.equal(motion.count.outcome.rows[0].verdict, 'adopted')
    const { eligible, voted, did_not_vote: silent } = motion.count.turnout
    assert.equal(eligible, DELEGATES + 1, 'the simulated delegates and one person')
    assert.equal(voted + silent, eligible)
    assert.equal(selection.count.outcome.rows.length, 10)
    const outstanding = evaluation.count.outcome.rows.filter((/** @type {any} */ row) => row.grade === 'outstanding')
    assert.equal(outstanding.length, 10)
    assert.equal(poll.phase, 'declared')
  })
})

/** @typedef {import('playwright-core').Page} Page */

/**
 * Opens a one-click link in a device of its own.
 * @param {import('node:test').TestContext} t
 * @param {import('playwright-core').Browser} browser
 * @param {'tablet'|'projector'} kind
 * @param {string} link
 * @returns {Promise<import('./support/browser.js').Face>}
 */
async function signIn(t, browser, kind, link) {
  const face = await openFace(t, browser, kind)
  const { page } = face
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(link)
  await page.waitForURL(/\/(vote|chair|desk|screen)$/)
  return face
}

/** @param {Page} page @param {string} name */
const button = (page, name) => page.locator('button:not([aria-disabled="true"])', { hasText: new RegExp(`^\\s*${name}\\s*$`) }).first()

/** @param {Page} chair */
async function next(chair) {
  await button(chair, '进入下一项').waitFor()
  await settle(chair)
  await button(chair, '进入下一项').click()
  await settle(chair)
  await button(chair, '开始表决').click()
}

/** Closes once the others have had time to vote, and says yes when it is asked. @param {Page} chair */
async function close(chair) {
  await chair.waitForTimeout(3_000)
  const dialog = chair.locator('dialog[open]')
  await button(chair, '结束表决').click()
  await dialog.getByText('结束表决', { exact: true }).last().click({ timeout: 1_500 }).catch(() => undefined)
}

/** @param {Page} chair */
async function declare(chair) {
  await button(chair, '宣布结果').waitFor()
  await settle(chair)
  await button(chair, '宣布结果').click()
  await chair.locator('dialog[open] button', { hasText: '宣布结果' }).click()
}

/** The chair's button takes no press right after its meaning has changed. @param {Page} chair */
const settle = (chair) => chair.waitForTimeout(900)

/** @param {Page} tablet */
async function submit(tablet) {
  await button(tablet, '核对并提交').click()
  await button(tablet, '提交').click()
  await tablet.getByText('已记录').first().waitFor()
}

/** @param {Page} scrutineer */
async function certify(scrutineer) {
  await scrutineer.getByRole('tab', { name: /监票/ }).click()
  const act = scrutineer.locator('button', { hasText: '核对无误，确认' }).first()
  await act.waitFor()
  await act.click()
  await scrutineer.locator('dialog[open] button', { hasText: '确认' }).last().click()
}
