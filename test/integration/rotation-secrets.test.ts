import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { createKeyring, type MasterKey } from '../../src/platform/keyring.ts'
import { resealAll, type Store, sealedColumns } from '../../src/store/index.ts'
import { openAuditWorld } from '../support/audit-world.ts'
import { open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { limitsWithoutCalls } from '../support/limits-without-calls.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import { numberOf } from '../support/two-instances.ts'

/** ASVS 13.3.4: every secret survives a rotation, and nobody has to stop logging in for it. */

const SECRETS = 10_000
const drawKey = (id: string): MasterKey => ({ id, key: randomBytes(32) })
const [older, newer] = [drawKey('older'), drawKey('newer')]
const toSetting = (...keys: MasterKey[]) =>
  keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',')

const run = promisify(execFile)
const root = new URL('../..', import.meta.url).pathname
const cli = ['--import', 'tsx', 'src/cli.ts', 'keys', 'rotate']

function processOf({ config }: TestService) {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: config.databaseUrl,
    SECRET_KEYS: toSetting(newer, older),
  }
  return { cwd: root, env }
}

it('10,000 secrets are sealed anew while logins go on, and the older key may go', {
  timeout: 170_000,
}, async () => {
  const parts = { limits: limitsWithoutCalls }
  const before = await startTestService({ parts, env: { SECRET_KEYS: toSetting(older) } })
  await logIn(before, 0)
  await seedFactors(before.store)
  await before.stop()

  const env = { SECRET_KEYS: toSetting(newer, older) }
  const service = await startTestService({ parts, env, folder: before.folder })
  const { store } = service
  await interrupt(service)
  expect(await countSealedWith(store, 'older')).toBeGreaterThan(0)

  let isOver = false
  const rotating = run('node', cli, processOf(service)).finally(() => {
    isOver = true
  })
  let logins = 0
  for (; !isOver; logins++) await logIn(service, 1 + (logins % 5000))
  const { stdout } = await rotating

  expect(stdout).toMatch(/factors\.secret_sealed: \d+000\n/)
  expect(stdout).toContain('they may leave SECRET_KEYS')
  expect(logins).toBeGreaterThan(3)
  expect(await countSealedWith(store, 'older')).toBe(0)
  expect(await openAll(store)).toBeGreaterThan(2 * SECRETS)

  const after = await run('node', cli, processOf(service))
  expect(after.stdout).toMatch(/^0 sealed anew/)
  await service.stop()
  const alone = { SECRET_KEYS: toSetting(newer) }
  await logIn(await startTestService({ parts, env: alone, folder: before.folder }), 9000)
})

/** A whole login: what it takes is read and written in the tables that are being sealed anew. */
async function logIn(service: TestService, round: number) {
  const { id } = await open(service, { to: numberOf(round) })
  const code = await codeOf(service, id)
  const { status, text } = await service.post(`/v1/challenges/${id}/verify`, { code })
  expect(status, text).toBe(200)
}

async function seedFactors(store: Store) {
  const keyring = createKeyring([older])
  const shared = { tenant_id: 'demo', created_at: 1 }
  for (let from = 0; from < SECRETS; from += 500) {
    const ids = Array.from({ length: 500 }, (_, index) => String(from + index).padStart(6, '0'))
    const users = ids.map((id) => ({
      ...{ ...shared, id, role: 'user', locale: null, extension_until: null },
      person_sealed: keyring.seal(`person ${id}`, `tenant:demo:user:${id}:person`),
    }))
    const factors = ids.map((id) => ({
      ...{ ...shared, id: `fa_${id}`, user_id: id, method: 'totp', label: '', position: 0 },
      ...{ shown: '', number_subject: null, last_step: null, wrong_in_a_row: 0, expires_at: 1 },
      ...{ confirmed_at: 1, disabled_at: null, held_until: null },
      secret_sealed: keyring.seal(`secret ${id}`, `tenant:demo:user:${id}:factor:fa_${id}:secret`),
    }))
    await store.insertInto('users').values(users).execute()
    await store.insertInto('factors').values(factors).execute()
  }
}

/** Ends a rotation in the middle of its work. */
async function interrupt(service: TestService) {
  const child = spawn('node', cli, processOf(service))
  for await (const text of child.stdout) if (/secret_sealed: 1000\n/.test(String(text))) break
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function readSealed(store: Store) {
  const texts: { text: string; purpose: string }[] = []
  for (const { table, column, purposeOf } of sealedColumns) {
    const rows: Record<string, unknown>[] = await store.selectFrom(table).selectAll().execute()
    for (const row of rows)
      if (row[column] !== null && row[column] !== '')
        texts.push({ text: String(row[column]), purpose: purposeOf(row) })
  }
  return texts
}

async function countSealedWith(store: Store, id: string) {
  return (await readSealed(store)).filter(({ text }) => text.startsWith(`${id}.`)).length
}

/** With the newer key alone. Throws when one does not open. */
async function openAll(store: Store) {
  const keyring = createKeyring([newer])
  const texts = await readSealed(store)
  for (const { text, purpose } of texts) keyring.open(text, purpose)
  return texts.length
}

it('what no key opens is left as it is, counted, and stops nothing else', async () => {
  const { store } = await openAuditWorld()
  const [keyring, lost] = [createKeyring([newer, older]), createKeyring([drawKey('lost')])]
  const rows = [
    { name: 'a', sealed: lost.seal('a', 'data-key:a') },
    { name: 'b', sealed: createKeyring([older]).seal('b', 'data-key:somewhere-else') },
    { name: 'c', sealed: createKeyring([older]).seal('c', 'data-key:c') },
  ]
  const made = { public_jwk: null, created_at: 1 }
  await store.deleteFrom('data_keys').execute()
  await store
    .insertInto('data_keys')
    .values(rows.map((row) => ({ ...row, ...made })))
    .execute()

  expect(await resealAll(store, keyring)).toEqual({ resealed: 1, unreadable: 2, isFinished: true })
  const kept = await store
    .selectFrom('data_keys')
    .select(['name', 'sealed'])
    .orderBy('name')
    .execute()
  expect(kept.slice(0, 2)).toEqual(rows.slice(0, 2))
  expect(createKeyring([newer]).open(kept[2]?.sealed ?? '', 'data-key:c')).toBe('c')
})
