// The harness itself: the browser starts, and a page that complains is heard.
// @ts-check
import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { launch, openFace, shot } from './support/browser.js'
import { Plenum } from './support/plenum.js'

const OPTIONS = { timeout: 60_000 }

/** @param {string} html */
const page = (html) => `data:text/html;charset=utf-8,${encodeURIComponent(html)}`

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

test('a program without a line of JSON is a failure, not a wait', OPTIONS, async (t) => {
  const start = Plenum.start(() => ['--no-such-option'], { test: t })
  await assert.rejects(start, /no line of JSON from: .*--no-such-option/)
})
