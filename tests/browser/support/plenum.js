// Starts the release binary as a child and stops it by its process id.
// @ts-check
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { atEnd } from './cleanup.js'

const DEFAULT_BINARY = fileURLToPath(new URL('../../../target/release/plenum', import.meta.url))
const READY_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 10_000
/** Enough of the log to understand a failure, without keeping that of a whole load test. */
const LOG_CHARACTERS_MAX = 65_536
const LINES_MAX = 1_000

/** Those still running, so that an interrupted test run leaves none behind. @type {Set<Plenum>} */
const running = new Set()
process.on('exit', () => running.forEach((plenum) => plenum.kill9()))
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => process.exit(1))
}

/** @returns {Promise<number>} a loopback port that was free a moment ago */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  server.close()
  await once(server, 'close')
  return port
}

/** One running server. Made by `Plenum.start`. */
export class Plenum {
  /** The first line of JSON that it printed: addresses, sign-in links. @type {any} */
  info
  /** The end of what it wrote to stderr. */
  log = ''
  /** The lines it printed, the first ones of them. @type {string[]} */
  lines = []

  /**
   * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
   * @param {number} port
   */
  constructor(child, port) {
    this.child = child
    this.port = port
    /** @type {Promise<number | null>} the exit code, null after a signal */
    this.exited = new Promise((resolve) => {
      // The second one is for a program that could not be started at all.
      child.once('exit', resolve)
      child.once('error', (error) => {
        this.log += String(error)
        resolve(null)
      })
    })
    this.exited.then(() => running.delete(this))
    child.stderr.setEncoding('utf8').on('data', (text) => {
      this.log = (this.log + text).slice(-LOG_CHARACTERS_MAX)
    })
  }

  /**
   * Starts the binary on a free loopback port and waits for its line of JSON.
   * With a test given, the server is stopped at that test's end.
   *
   * @param {(port: number) => string[]} args the command line for that port
   * @param {{ env?: Record<string, string>, test?: import('./cleanup.js').Test }} [options]
   * @returns {Promise<Plenum>}
   */
  static async start(args, { env = {}, test } = {}) {
    const port = await freePort()
    const binary = process.env.PLENUM_BIN ?? DEFAULT_BINARY
    const child = spawn(binary, args(port), {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const plenum = new Plenum(child, port)
    running.add(plenum)
    if (test) atEnd(test, () => plenum.stop())
    plenum.info = await plenum.firstJson(`${binary} ${args(port).join(' ')}`)
    return plenum
  }

  get pid() {
    return this.child.pid
  }

  /**
   * Asks it to stop and waits until it has; after a while it is killed.
   * @returns {Promise<number | null>} the exit code, null if a signal ended it
   */
  async stop() {
    const patience = setTimeout(() => this.kill9(), STOP_TIMEOUT_MS)
    this.child.kill('SIGTERM')
    const code = await this.exited
    clearTimeout(patience)
    return code
  }

  /** A crash: nothing is flushed, nothing is said. */
  kill9() {
    this.child.kill('SIGKILL')
  }

  /**
   * @param {string} commandLine
   * @returns {Promise<any>}
   */
  async firstJson(commandLine) {
    // The reader stays for the whole life: a full pipe would stop the server.
    const lines = createInterface({ input: this.child.stdout })
    /** @type {Promise<any>} */
    const found = new Promise((resolve) => lines.on('line', (line) => {
      if (this.lines.length < LINES_MAX) this.lines.push(line)
      resolveIfJson(line, resolve)
    }))
    /** @type {NodeJS.Timeout | undefined} */
    let patience
    const tooLate = new Promise((resolve) => (patience = setTimeout(resolve, READY_TIMEOUT_MS)))
    const info = await Promise.race([found, this.exited.then(() => undefined), tooLate])
    clearTimeout(patience)
    if (info !== undefined) return info
    this.kill9()
    throw new Error(`no line of JSON from: ${commandLine}\n${this.log}`)
  }
}

/**
 * @param {string} line
 * @param {(value: unknown) => void} resolve
 */
function resolveIfJson(line, resolve) {
  if (!line.startsWith('{')) return
  try {
    resolve(JSON.parse(line))
  } catch {
    // Words for people may also begin with a brace.
  }
}
