// A hall of its own: a sitting from a document, a served binary, one-click links by owner.
// @ts-check
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { atEnd } from './cleanup.js'
import { freePort } from './plenum.js'

const BINARY = process.env.PLENUM_BIN ?? fileURLToPath(new URL('../../../target/release/plenum', import.meta.url))
/** On a filesystem in memory, as a vault must be. */
const MEMORY = '/dev/shm'

/**
 * @typedef {object} Hall
 * @property {string} base address of the server
 * @property {Record<string, string>} links of `chair`, `desk`, `scrutineer`, `screen` and of each number on the roster
 * @property {string} folder for files, gone at the test's end
 * @property {(...args: string[]) => string} run another command on the same store; its standard output
 * @property {(...args: string[]) => { status: number | null, stdout: string }} verify what the verifier says of a bundle
 * @property {() => Promise<void>} start
 * @property {() => Promise<void>} kill as a crash
 */

/** The machine that runs the tests may swap; no ballot here is anybody's. @param {string} folder @param {string} vault */
const configuration = (folder, vault) => `
profiles_folder = "${join(folder, 'profiles')}"
[store]
sqlite = "${join(folder, 'plenum.sqlite')}"
[keys]
signing_key = "${join(folder, 'signing.key')}"
vault_folder = "${vault}"
allow_swap = true
`

/**
 * Imports the sitting and serves it; both are gone at the test's end.
 *
 * @param {import('./cleanup.js').Test} t
 * @param {string} sitting a sitting document
 * @param {Record<string, string>} [profiles] rule profiles besides the shipped ones, by id
 * @returns {Promise<Hall>}
 */
export async function openHall(t, sitting, profiles = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-hall-'))
  const vault = mkdtempSync(join(MEMORY, 'plenum-vault-'))
  atEnd(t, () => [folder, vault].forEach((each) => rmSync(each, { recursive: true, force: true })))
  mkdirSync(join(folder, 'profiles'))
  writeFileSync(join(folder, 'plenum.toml'), configuration(folder, vault))
  const env = { ...process.env, PLENUM_CONFIG: join(folder, 'plenum.toml') }
  const run = (/** @type {string[]} */ ...args) => execFileSync(BINARY, args, { env, encoding: 'utf8', cwd: folder })
  const verify = (/** @type {string[]} */ ...args) => {
    const { status, stdout } = spawnSync(BINARY, ['verify', ...args], { env, encoding: 'utf8', cwd: folder })
    return { status, stdout }
  }
  for (const [id, text] of Object.entries(profiles)) writeFileSync(join(folder, 'profiles', `${id}.toml`), text)
  writeFileSync(join(folder, 'sitting.toml'), sitting)
  run('import', join(folder, 'sitting.toml'))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`

  /** @type {import('node:child_process').ChildProcess | undefined} */
  let server
  const start = async () => {
    const args = ['serve', '--listen', `127.0.0.1:${port}`]
    server = spawn(BINARY, args, { env, cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
    await once(/** @type {import('node:stream').Readable} */ (server.stdout), 'data')
  }
  const kill = async () => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  await start()
  atEnd(t, kill)

  /** @type {Record<string, string>} */
  const links = {}
  for (const line of run('credentials', '--json').trim().split('\n')) {
    const { for: owner, link } = JSON.parse(line)
    links[owner.split(' ')[0]] = base + link
  }
  return { base, links, folder, run, verify, start, kill }
}
