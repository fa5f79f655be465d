// The harness itself: the browser starts, a page that complains is heard, a server is stopped.
// @ts-check
import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { atEnd } from './support/cleanup.js'
import { launch, openFace, shot } from './support/browser.js'
import { Plenum } from './support/plenum.js'

const OPTIONS = { timeout: 60_000 }

/** @param {string} html */
const page = (html) => `data:text/html;charset=utf-8,${encodeURIComponent(html)}`

/** A test whose end is reached by hand. */
function fakeTest() {
  /** @type {Array<() => unknown>} */
  const hooks = []
  /** @type {import('./support/cleanup.js').Test} */
  const test = { after: (/** @type {any} */ hook) => void hooks.push(hook) }
  return { test, end: async () => Promise.all(hooks.map((hook) => hook())) }
}

test('the browser draws a page of each face', OPTIONS, async (t) => {
  const browser = await launch(t)
  for (const [kind, width] of /** @type {const} */ ([['tablet', 1280], ['projector', 1920]])) {
    const face = await openFace(t, browser, kind)
    await face.page.goto(page('<!doctype html><title>表决</title><h1>请表决</h1>'))
    assert.equal(await face.page.title(), '表决')
    assert.equal(await face.page.evaluate(() => innerWidth), width)
    assert.ok(statSync(await shot(face.page, `harness-${kind}`)).size > 1_000)
  }
})

test('a page that complains is heard', OPTIONS, async (t) => {
  const face = await openFace(t, await launch(t), 'tablet')
  await face.page.goto(page('<!doctype html><p>安静'))
  assert.deepEqual(face.takeProblems(), [])

  for (const [html, expected] of /** @type {const} */ ([
    ['<script>console.error("坏")</script>', /^console: 坏/],
    ['<script>throw new Error("坏")</script>', /^page: Error: 坏/],
    ['<script>Promise.reject(new Error("坏"))</script>', /^page: Error: 坏/],
    [
      `<meta http-equiv="content-security-policy" content="img-src 'none'"><img src="data:,x">`,
      /CSP: img-src forbids data/,
    ],
  ])) {
    await face.page.goto(page(`<!doctype html>${html}`))
    // A promise that nobody awaits is reported after the page has loaded.
    await face.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)))
    const problems = face.takeProblems()
    assert.ok(problems.some((problem) => expected.test(problem)), `${html}: ${problems}`)
  }
})

test('a complaint that nobody took fails the test at its end', OPTIONS, async (t) => {
  const { test, end } = fakeTest()
  const face = await openFace(test, await launch(t), 'projector')
  await face.page.goto(page('<script>console.error("坏")</script>'))
  await assert.rejects(end, /the projector complained/)
})

test('everything is closed, the last opened first, even after an error', OPTIONS, async () => {
  const { test, end } = fakeTest()
  /** @type {string[]} */
  const closed = []
  atEnd(test, () => closed.push('server'))
  atEnd(test, () => {
    throw new Error('page')
  })
  atEnd(test, () => closed.push('browser'))
  await assert.rejects(end, /page/)
  assert.deepEqual(closed, ['browser', 'server'])
})

/** Runs a script in the place of the server. @param {string} script */
function stub(script) {
  process.env.PLENUM_BIN = process.execPath
  return (/** @type {number} */ port) => ['--eval', script, '--', String(port)]
}

const SAY = 'console.log("{ ready"); console.log(JSON.stringify({ port: process.argv[1] }));'
const WAIT = 'setInterval(() => {}, 1000);'

test('a server says where it is, and is stopped by its id', OPTIONS, async (t) => {
  const obedient = stub(`process.on("SIGTERM", () => process.exit(3)); ${SAY} ${WAIT}`)
  const plenum = await Plenum.start(obedient, { test: t })
  assert.equal(plenum.info.port, String(plenum.port))
  assert.equal(await plenum.stop(), 3)
  assert.throws(() => process.kill(plenum.pid ?? 0, 0), { code: 'ESRCH' })

  const killed = await Plenum.start(stub(SAY + WAIT), { test: t })
  killed.kill9()
  assert.equal(await killed.exited, null)
})

test('a server without a line of JSON is a failure, not a wait', OPTIONS, async (t) => {
  const start = Plenum.start(stub('console.error("坏"); process.exit(1)'), { test: t })
  await assert.rejects(start, /no line of JSON from: .*\n坏/)
})
