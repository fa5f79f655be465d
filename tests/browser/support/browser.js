// Debian's chromium through playwright-core, and pages that may not complain.
// @ts-check
import assert from 'node:assert/strict'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { atEnd } from './cleanup.js'

const OUT = fileURLToPath(new URL('../out/', import.meta.url))
const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** The last four keep the browser from talking to anybody but the page's own server. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** What each kind of screen in the hall is. */
const FACES = {
  tablet: { viewport: { width: 1280, height: 800 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  projector: { viewport: { width: 1920, height: 1080 } },
}

/** @returns {string} */
function executable() {
  const onPath = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    '/usr/bin/chromium',
    ...NAMES.flatMap((name) => onPath.map((folder) => join(folder, name))),
  ]
  const found = process.env.PLENUM_CHROMIUM ?? candidates.find(isExecutable)
  if (found === undefined) {
    throw new Error('no chromium on this machine: run ./scripts/test, which installs it')
  }
  return found
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Launches the browser; it is closed at the test's end.
 *
 * @param {import('./cleanup.js').Test} test
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launch(test) {
  const browser = await chromium.launch({ executablePath: executable(), args: ARGUMENTS })
  atEnd(test, () => browser.close())
  return browser
}

/**
 * A screen in a browser context of its own: own cookies, own storage, as another device.
 *
 * @typedef {object} Face
 * @property {import('playwright-core').Page} page
 * @property {import('playwright-core').BrowserContext} context
 * @property {() => string[]} takeProblems what the page complained about since the last call; a
 *   test that provokes a complaint takes it, whatever is left at the end fails the test
 */

/**
 * Opens a screen that fails the test on any console error, page error or violation of the content
 * security policy, and is closed at the test's end.
 *
 * @param {import('./cleanup.js').Test} test
 * @param {import('playwright-core').Browser} browser
 * @param {keyof FACES} kind
 * @param {import('playwright-core').BrowserContextOptions} [options]
 * @returns {Promise<Face>}
 */
export async function openFace(test, browser, kind, options = {}) {
  const context = await browser.newContext({
    ...FACES[kind],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // Pictures must not depend on the moment in an animation.
    reducedMotion: 'reduce',
    ...options,
  })
  /** @type {string[]} */
  let problems = []
  await context.addInitScript(reportViolations)
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  context.on('weberror', (webError) => {
    problems.push(`page: ${webError.error().stack ?? webError.error()}`)
  })
  const takeProblems = () => {
    const taken = problems
    problems = []
    return taken
  }
  atEnd(test, async () => {
    await context.close()
    assert.deepEqual(takeProblems(), [], `the ${kind} complained`)
  })
  return { page: await context.newPage(), context, takeProblems }
}

/** Runs in the page, before its own scripts. A policy that only reports is heard as well. */
function reportViolations() {
  addEventListener('securitypolicyviolation', (event) => {
    console.error(`CSP: ${event.effectiveDirective} forbids ${event.blockedURI}`)
  })
}

/**
 * Writes a picture of the visible part of the page to `out/<name>.png`.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} name
 * @returns {Promise<string>} the path of the file
 */
export async function shot(page, name) {
  assert.match(name, /^[a-z0-9-]+$/, 'a picture is named in lower-case words')
  mkdirSync(OUT, { recursive: true })
  const path = join(OUT, `${name}.png`)
  // A picture taken before the fonts are there shows another width.
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path })
  return path
}
