import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'

/** What a newcomer and an operator type, in the form that the build makes. */

const dist = new URL('../../dist', import.meta.url).pathname
const run = promisify(execFile)
let folder: string
const running: ChildProcess[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belcode-commands-'))
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const env = (more: Record<string, string> = {}) => ({
  PATH: process.env.PATH,
  DATABASE_URL: `file:${folder}/data/belcode.db`,
  ...more,
})

const belcode = (words: string[], more = {}) =>
  run('node', [`${dist}/cli.js`, ...words], { env: env(more), cwd: folder })

/** The service as a process of its own, once it says that it is ready. */
async function startMain(more: Record<string, string> = {}) {
  const port = String(await freePort())
  const child = spawn('node', [`${dist}/main.js`], {
    env: env({ PORT: port, ...more }),
    cwd: folder,
  })
  running.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => {
      output += text
    })
  await eventually(
    () => output,
    (text) => text.includes('is ready') || child.exitCode !== null,
  )
  return { child, home: `http://127.0.0.1:${port}`, output: () => output }
}

it('npm start says in a few lines where to go, and its key works', async () => {
  const { home, output } = await startMain({ LOG_LEVEL: 'warn' })
  const key = /demo key\s+(\S+)/.exec(output())?.[1]
  expect(output()).toContain('/simulator')
  expect(output().split('\n').length).toBeLessThan(20)

  const answer = await fetch(`${home}/v1/challenges`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{"to":"06 12345678"}',
  })
  expect(answer.status).toBe(201)
})

it('a second start finds the same key and the same sealed secrets', async () => {
  const first = await startMain()
  first.child.kill('SIGTERM')
  await once(first.child, 'exit')
  const second = await startMain()
  const keyOf = (text: string) => /demo key\s+(\S+)/.exec(text)?.[1]
  expect(keyOf(second.output())).toBe(keyOf(first.output()))
  expect(statSync(`${folder}/data/secret-keys`).mode & 0o777).toBe(0o600)
})

it('npm run demo places a call, hears the code, and writes what was heard', async () => {
  const { stdout } = await belcode(['demo', '--speed', '50', '--out', 'data/demo-call.wav'])
  expect(stdout).toMatch(/Goedendag.*Ik herhaal.*approved/s)
  expect(statSync(`${folder}/data/demo-call.wav`).size).toBeGreaterThan(300_000)
})

it('npm run demo exits with 1 when something went wrong', async () => {
  const failed = belcode(['demo', '--number', '0900-1234'])
  await expect(failed).rejects.toMatchObject({ code: 1 })
  expect(existsSync(`${folder}/data/demo-call.wav`)).toBe(false)
})

it('bad settings: one message that names every fault, and exit code 1', async () => {
  const { child, output } = await startMain({ PORT: 'x', LOG_LEVEL: 'loud', CARRIERS: 'twilio' })
  expect(child.exitCode).toBe(1)
  for (const name of [
    'PORT',
    'LOG_LEVEL',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_FROM',
  ])
    expect(output()).toContain(name)
})

it('SIGTERM: a request in hand is answered, new work is refused, and it ends within 10 s', async () => {
  const { child, home, output } = await startMain()
  const key = /demo key\s+(\S+)/.exec(output())?.[1]
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const inHand = Array.from({ length: 20 }, (_, n) =>
    fetch(`${home}/v1/challenges`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ to: `06123456${10 + n}` }),
    }),
  )
  await inHand[0]
  const began = Date.now()
  child.kill('SIGTERM')
  const answers = await Promise.allSettled(inHand)
  await once(child, 'exit')

  expect(child.exitCode).toBe(0)
  expect(Date.now() - began).toBeLessThan(10_000)
  const statuses = answers.map((one) => (one.status === 'fulfilled' ? one.value.status : 0))
  expect(statuses.every((status) => [201, 429, 503].includes(status))).toBe(true)
  await expect(fetch(`${home}/healthz`)).rejects.toThrow()
})

it('belcode makes tenants and keys, and takes them back', async () => {
  await belcode(['tenants', 'create', 'acme', '--name', 'Acme', '--gate', 'match'])
  const { stdout } = await belcode(['keys', 'create', 'acme', '--label', 'panel'])
  const key = /API key\s+(\S+)/.exec(stdout)?.[1] ?? ''
  const id = /key id\s+(\S+)/.exec(stdout)?.[1] ?? ''
  expect((await belcode(['tenants', 'list'])).stdout).toContain('"gate":"match"')
  expect((await belcode(['keys', 'list'])).stdout).toContain('works')

  const { home } = await startMain()
  const ask = () =>
    fetch(`${home}/v1/challenges/ch_${'0'.repeat(40)}`, {
      headers: { authorization: `Bearer ${key}` },
    })
  expect((await ask()).status).toBe(404)
  await belcode(['keys', 'revoke', id])
  await eventually(ask, ({ status }) => status === 401, 3000)
})

it.each([[[]], [['nonsense']], [['tenants']], [['tenants', 'create', 'BAD ID', '--name', 'x']]])(
  'belcode %j: says how to call it',
  async (words) => {
    const outcome = await belcode(words).catch((error) => error)
    expect(`${outcome.stdout}${outcome.stderr}`).toContain('belcode tenants create')
  },
)
