// What the people in a hall do again and again, by the words on their pages.
// @ts-check

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} name */
export const button = (page, name) => page.locator('button:not([aria-disabled="true"])', { hasText: new RegExp(`^\\s*${name}\\s*$`) }).first()

/** The chair's button takes no press right after its meaning has changed. @param {Page} chair */
export const settle = (chair) => chair.waitForTimeout(900)

/** Opens; a secret ballot among so few is warned of first. @param {Page} chair @param {boolean} [warned] */
export async function begin(chair, warned = false) {
  await button(chair, '开始表决').waitFor()
  await settle(chair)
  await button(chair, '开始表决').click()
  if (warned) await chair.locator('dialog[open]').getByRole('button', { name: '开始表决' }).click()
}

/** @param {Page} chair @param {boolean} [warned] */
export async function next(chair, warned = false) {
  await button(chair, '进入下一项').waitFor()
  await settle(chair)
  await button(chair, '进入下一项').click()
  await begin(chair, warned)
}

/** The last vote of a ballot that closes by itself is followed by the result at once. @param {Page} page @param {boolean} [last] */
export async function submit(page, last = false) {
  await button(page, '核对并提交').click()
  await button(page, '提交').click()
  if (!last) await page.getByText('已记录').first().waitFor()
}

/** @param {Page} chair */
export async function end(chair) {
  await settle(chair)
  await button(chair, '结束表决').click()
  await chair.locator('dialog[open]').getByText('结束表决', { exact: true }).last().click({ timeout: 1_500 }).catch(() => undefined)
}

/** A poll closes by itself once all have voted. @param {Page} chair */
export const ended = (chair) => button(chair, '宣布结果').waitFor({ timeout: 3_000 }).catch(() => end(chair))

/** @param {Page} chair */
export async function declare(chair) {
  await button(chair, '宣布结果').waitFor()
  await settle(chair)
  await button(chair, '宣布结果').click()
  await chair.locator('dialog[open] button', { hasText: '宣布结果' }).click()
}

/** @param {Page} scrutineer */
export async function certify(scrutineer) {
  await scrutineer.getByRole('tab', { name: /监票/ }).click()
  await scrutineer.locator('button', { hasText: '核对无误，确认' }).first().click()
  await scrutineer.locator('dialog[open] button', { hasText: '确认' }).last().click()
}

/** @param {Page} page @param {string[]} figures */
export async function enter(page, figures) {
  for (const [at, figure] of figures.entries()) await page.locator('.entry-number').nth(at).fill(figure)
  await button(page, '录入').click()
}
