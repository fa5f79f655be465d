// A secret evaluation through the real pages: sealed on the tablets, changed, killed and found again, looked up in the
// record by a phone, anchored on the screen; and nothing on any device that tells what somebody chose.
// @ts-check
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { launch, openFace, shot } from './support/browser.js'
import { openHall } from './support/hall.js'

const PATIENCE_MS = 15_000
const SITTING = `
[sitting]
assembly = "示例市人民代表大会"
title = "2025年度人民警察履职评议会议"
name = "民主测评"
venue = "市会议中心"
quorum = { fraction = "1/2", comparator = "gt" }
[roster.generated]
members = 2
delegations = ["评议组"]
[[ballots]]
profile = "eval-quota-rank"
title = "2025年度人民警察履职评议民主测评"
secrecy = "secret"
quota = 2
duration_s = 600
items = [
  { title = "民警 0580", note = "市公安局机关" },
  { title = "民警 0574", note = "市公安局机关" },
  { title = "民警 0002", note = "交警支队" },
  { title = "民警 0331", note = "交警支队" },
  { title = "民警 0497", note = "双桥公安分局" },
]
`
/** The grades of the profile, as words and as keys. */
const CHOICES = /优秀|称职|outstanding|competent|"marks"|"paper"/

test('a secret evaluation: sealed, changed, receipted, looked up, anchored', { timeout: 180_000 }, async (t) => {
  const hall = await openHall(t, SITTING)
  const browser = await launch(t)
  const open = async (/** @type {'tablet'|'phone'|'projector'} */ kind, /** @type {string} */ link) => {
    const face = await openFace(t, browser, kind)
    face.page.setDefaultTimeout(PATIENCE_MS)
    await face.page.goto(link)
    return face
  }
  const { page: chair, takeProblems: chairProblems } = await open('tablet', hall.links.chair)
  const { page: screen, takeProblems: screenProblems } = await open('projector', hall.links.screen)
  const { page: scrutineer, takeProblems: scrutineerProblems } = await open('tablet', hall.links.scrutineer)
  const { page: tablet, takeProblems: tabletProblems } = await open('tablet', hall.links['0001'])
  const { page: phone, takeProblems: phoneProblems } = await open('phone', hall.links['0002'])
  const delegates = [tablet, phone]
  /** Links of the receipts, oldest first. @type {string[]} */
  const receipts = []

  await t.test('the chair is warned that so few reveal by arithmetic', async () => {
    for (const page of delegates) {
      await page.getByRole('button', { name: '签到' }).click()
      await page.getByText('已签到').first().waitFor()
    }
    await settle(chair)
    await button(chair, '开始表决').click()
    const dialog = chair.locator('dialog[open]')
    await dialog.getByText('有表决权的人不超过 5 名').waitFor()
    await shot(chair, 'chair-warning')
    await dialog.getByRole('button', { name: '开始表决' }).click()
  })

  await t.test('the paper, the phone, the screen and the chair show one code', async () => {
    await tablet.getByRole('radiogroup').first().waitFor()
    await screen.getByText('封印码').waitFor()
    const code = /封印码\s*([0-9A-F]{4} [0-9A-F]{4})/
    const codes = await Promise.all([tablet, phone, screen, chair].map(async (page) => code.exec(await page.locator('body').innerText())?.[1]))
    assert.ok(codes[0])
    assert.deepEqual(codes, Array(4).fill(codes[0]))
    await shot(screen, 'screen-secret-open')
  })

  await t.test('one submission: sealed, recorded, and the tablet knows nothing more', async () => {
    await grade(tablet, [0, 1, 1, 2, 3])
    await assertNothingKept(tablet)
    await shot(tablet, 'secret-paper')
    await submit(tablet)
    await tablet.getByText('第 1 次投票').waitFor()
    await tablet.getByText('服务器已签名').waitFor()
    await shot(tablet, 'secret-recorded')
    receipts.push(await receiptLink(tablet))
    await assertNothingKept(tablet)
    await assertNothingShown(tablet)
  })

  await t.test('a draft is gone with the page, and so is what was submitted', async () => {
    await tablet.reload()
    await tablet.getByText('已投票（无记名）').waitFor()
    await tablet.getByText('服务器已签名').waitFor()
    await assertNothingShown(tablet)
    await phone.getByRole('radiogroup').first().waitFor()
    await grade(phone, [0, 0])
    await phone.getByText('2 / 5').first().waitFor()
    await shot(phone, 'secret-paper-phone')
    await phone.reload()
    await phone.getByText('0 / 5').first().waitFor()
  })

  await t.test('a change begins with an empty paper and is the next revision', async () => {
    await button(tablet, '更改投票').click()
    await tablet.getByText('0 / 5').first().waitFor()
    await grade(tablet, [1, 0, 1, 1, 1])
    await submit(tablet)
    await tablet.getByText('第 2 次投票').waitFor()
    receipts.push(await receiptLink(tablet))
    assert.notEqual(receipts[1], receipts[0])
  })

  await t.test('a killed server: the envelope waits on the device, and goes when it is back', async () => {
    await grade(phone, [0, 0, 1, 1, 1])
    await phone.getByRole('button', { name: '核对并提交' }).click()
    await hall.kill()
    await phone.getByText('连接中断').first().waitFor()
    await phone.getByRole('button', { name: '提交', exact: true }).click()
    await phone.getByText('您的选票已密封并保存在本机').first().waitFor()
    await shot(phone, 'secret-lost-phone')
    await assertNothingShown(phone)
    await assertNothingKept(phone)
    assert.match(await kept(phone), /"envelope"/)
    await phone.reload().catch(() => undefined)
    await hall.start()
    const resume = button(chair, '恢复表决')
    await resume.waitFor({ timeout: 20_000 })
    await phone.goto(`${hall.base}/vote`)
    await settle(chair)
    await resume.click()
    await phone.getByText('已投票（无记名）').waitFor({ timeout: 20_000 })
    await shot(phone, 'secret-recorded-phone')
    receipts.push(await receiptLink(phone))
    for (const take of [chairProblems, screenProblems, scrutineerProblems, tabletProblems, phoneProblems]) {
      take().forEach((problem) => assert.match(problem, /WebSocket|ERR_CONNECTION|Failed to load/))
    }
  })

  await t.test('the phone finds each receipt in the record, and a forged one not', async () => {
    const { page, takeProblems } = await openFace(t, browser, 'phone')
    for (const link of receipts) {
      await page.goto(link)
      await page.getByText('您的选票已在记录中').waitFor({ timeout: 20_000 })
    }
    await page.getByText('校验字').waitFor()
    await shot(page, 'record-phone')
    const [start, hash, cast] = /^(.*)\.([0-9a-f]{64})\.(.*)$/.exec(receipts[0])?.slice(1) ?? []
    await page.goto(`${start}.${hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}.${cast}`)
    await page.getByText('核验不符').waitFor()
    await shot(page, 'record-wrong-phone')
    await page.goto(`${start}.${hash}.${cast.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))}`)
    await page.getByText('记录中没有找到这张选票').waitFor()
    assert.ok(takeProblems().every((problem) => problem.includes('404')))
    await page.close()
    // The same page on the tablet that voted: it knows the ballot by name and the other receipt.
    const mine = await tablet.context().newPage()
    await mine.goto(receipts[1])
    await mine.getByText('您的选票已在记录中').waitFor()
    assert.equal(await mine.locator('.other').count(), 2)
    await mine.getByText('2025年度人民警察履职评议民主测评').first().waitFor()
    await shot(mine, 'record-tablet')
    await mine.close()
  })

  /** What the wall showed at the end, noted down. */
  let noted = ''
  await t.test('closed, certified, declared: the key is destroyed, the anchor stands on the wall and on the forms', async () => {
    assert.doesNotMatch(await screen.locator('body').innerText(), /优秀|称职/)
    await button(chair, '结束表决').click()
    await chair.locator('dialog[open]').getByText('结束表决', { exact: true }).last().click({ timeout: 1_500 }).catch(() => undefined)
    await screen.locator('.anchor svg').waitFor()
    await shot(screen, 'screen-secret-counting')
    await scrutineer.getByRole('tab', { name: /监票/ }).click()
    await scrutineer.getByText(/密钥已销毁（记录第 \d+ 条）/).waitFor()
    await shot(scrutineer, 'desk-certify-secret')
    await scrutineer.locator('button', { hasText: '核对无误，确认' }).first().click()
    await scrutineer.locator('dialog[open] button', { hasText: '确认' }).last().click()
    await button(chair, '宣布结果').waitFor()
    await shot(chair, 'chair-secret-counted')
    await settle(chair)
    await button(chair, '宣布结果').click()
    await chair.locator('dialog[open] button', { hasText: '宣布结果' }).click()
    await screen.getByText('评定等次').waitFor()
    await chair.getByText(/密钥已销毁（记录第 \d+ 条）/).waitFor()
    await shot(screen, 'screen-secret-result')
    await scrutineer.getByRole('tab', { name: '记录' }).click()
    await shot(scrutineer, 'desk-record')
    const words = await screen.locator('.anchor li').allInnerTexts()
    assert.equal(words.length, 8)
    const [size, ...printed] = (await scrutineer.locator('.anchor-words').innerText()).split(/[\s·]+/)
    assert.deepEqual(printed, words)
    noted = [size, ...words].join(' ')
    const text = await scrutineer.locator('.anchor-text').innerText()
    assert.match(text, new RegExp(`^plenum1:[0-9a-f-]{36}:${size}:[0-9a-f]{64}$`))
  })

  await t.test('afterwards no device tells, and the record holds', async () => {
    for (const page of delegates) {
      await page.getByText('评定等次').or(page.locator('.lines-result')).first().waitFor()
      await assertNothingKept(page)
    }
    await tablet.getByRole('button', { name: '我的回执' }).click()
    await shot(tablet, 'secret-receipts')
    const bundle = join(hall.folder, 'bundle.jsonl')
    hall.run('export', '--output', bundle)
    // By the words from the wall: nothing was cut off behind them.
    const verified = hall.verify(bundle, '--anchor', noted)
    assert.equal(verified.status, 0, verified.stdout)
    assert.equal(hall.verify(bundle).status, 2)
  })
})

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} name */
const button = (page, name) => page.locator('button:not([aria-disabled="true"])', { hasText: new RegExp(`^\\s*${name}\\s*$`) }).first()

/** The chair's button takes no press right after its meaning has changed. @param {Page} chair */
const settle = (chair) => chair.waitForTimeout(900)

/** @param {Page} page @param {number[]} grades place of the grade, row by row */
async function grade(page, grades) {
  const rows = page.getByRole('radiogroup')
  await rows.first().waitFor()
  for (const [row, place] of grades.entries()) await rows.nth(row).locator('label').nth(place).click()
}

/** @param {Page} page */
async function submit(page) {
  await button(page, '核对并提交').click()
  await button(page, '提交').click()
  await page.getByText('已投票（无记名）').waitFor()
}

/** @param {Page} page */
async function receiptLink(page) {
  const code = page.locator('.receipt-code').first()
  await code.locator('svg').waitFor()
  const link = await code.getAttribute('href')
  assert.match(link ?? '', /\/record#[0-9a-f-]{36}\.\d+\.[0-9a-f]{64}\.[0-9a-f-]{36}$/)
  return /** @type {string} */ (link)
}

/** Everything that the browser keeps for this server. @param {Page} page */
const kept = (page) => page.evaluate(() => Object.entries({ ...localStorage, ...sessionStorage }).flat().join('\n'))

/** @param {Page} page */
async function assertNothingKept(page) {
  assert.doesNotMatch(await kept(page), CHOICES)
}

/** No grade stands anywhere on the page. @param {Page} page */
async function assertNothingShown(page) {
  assert.doesNotMatch(await page.locator('body').innerText(), CHOICES)
}
