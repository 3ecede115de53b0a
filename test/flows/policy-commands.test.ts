import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readPolicy } from '../../src/accounts/index.ts'
import { UsageError } from '../../src/cli/command.ts'
import { forecastCommand } from '../../src/cli/forecast.ts'
import { tenantsCommand } from '../../src/cli/tenants.ts'
import { openStore } from '../../src/store/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'belcode-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const url = () => `file:${folder}/belcode.db`
const env = () => ({
  DATABASE_URL: url(),
  SECRET_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
})

async function belcode(command: typeof tenantsCommand, line: string) {
  let output = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += text
    return true
  })
  const code = await command.run(line.split(' '), env()).finally(() => write.mockRestore())
  return { code, output }
}

const tenants = (line: string) => belcode(tenantsCommand, line)

async function inStore<T>(act: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>) {
  const store = await openStore(url())
  return act(store).finally(() => store.destroy())
}

const policyOf = (id: string) => inStore((store) => readPolicy(store, id))

it('creates a tenant with a policy, and changes what is named of it', async () => {
  const made = 'create callvoip --name Callvoip --app-name Qaller --methods totp,app'
  expect((await tenants(made)).output).toBe('created callvoip\n')
  await tenants('policy callvoip --support-phone 050-8200000 --enforce-at 2099-07-19T00:00Z')
  await tenants('policy callvoip --support-mail a@example.com --admins-strict yes')

  expect(await policyOf('callvoip')).toMatchObject({
    ...{ siteName: 'Callvoip', appName: 'Qaller', methods: ['totp', 'app'], adminsStrict: true },
    ...{ support: { phone: '050-8200000', mail: 'a@example.com' }, graceEndedAt: null },
    enforceAt: Date.parse('2099-07-19T00:00:00Z'),
  })
  const events = await inStore((store) =>
    store
      .selectFrom('audit_events')
      .select('detail')
      .where('kind', '=', 'tenant.policy-changed')
      .execute(),
  )
  expect(events.map(({ detail }) => JSON.parse(detail))).toEqual([
    { fields: 'enforceAt support', by: 'command line' },
    { fields: 'adminsStrict support', by: 'command line' },
  ])
})

it.each([
  ['create x --name a:b', '--site-name must be'],
  ['create x --name X --factors-wanted many', '--factors-wanted must be'],
  ['create x --name X --methods voice', '--methods must offer app or totp beside voice'],
  ['policy demo --own-numbers +31201234567,0612345678', '--own-numbers must be a number such as'],
  ['policy demo --enforce-at 19-07-2023', '--enforce-at must be a moment such as'],
  ['policy demo --gate open --code-length 4', '--code-length must be'],
])('%s: says what is wrong, and does nothing', async (line, words) => {
  await tenants('create demo --name Demo')
  const before = await policyOf('demo')
  const failed = await tenants(line).catch((error) => error)
  expect(failed).toBeInstanceOf(UsageError)
  expect(failed.message).toContain(words)
  expect(await policyOf('x')).toBeNull()
  expect(await policyOf('demo')).toEqual(before)
})

it('a date that has passed does not reopen from the command line either', async () => {
  await tenants('create demo --name Demo --enforce-at 2023-07-19T00:00:00+02:00')
  for (const when of ['none', '2099-07-19'])
    await expect(tenants(`policy demo --enforce-at ${when}`)).rejects.toThrow('does not reopen')
  expect((await policyOf('demo'))?.graceEndedAt).toBeGreaterThan(Date.now() - 60_000)
})

it('shows what a number hook is signed with, the same each time', async () => {
  await tenants('create demo --name Demo')
  const line = 'policy demo --number-hook https://exchange.example/numbers'
  const { output } = await tenants(line)
  expect(output).toMatch(/whsec_[A-Za-z0-9+/]{43}=\n$/)
  expect((await tenants(line)).output).toBe(output)
  expect((await tenants('policy demo --number-hook none')).output).toBe('changed demo\n')
})

it('says when there is no such tenant', async () => {
  expect(await tenants('policy nobody --gate key')).toMatchObject({ code: 1 })
  await expect(belcode(forecastCommand, 'nobody --at 2099-07-19')).rejects.toThrow('no tenant')
})

it('forecasts who cannot log in, as JSON and as CSV', async () => {
  await tenants('create demo --name Demo --enforce-at 2099-07-19T00:00Z')
  const row = { tenant_id: 'demo', person_sealed: 'x', role: 'user', created_at: 0 }
  await inStore((store) =>
    store
      .insertInto('users')
      .values([
        { ...row, id: 'jan' },
        { ...row, id: '=els' },
      ])
      .execute(),
  )
  const at = '--at 2099-07-19T12:00:00Z'
  const json = JSON.parse((await belcode(forecastCommand, `demo ${at}`)).output)
  expect(json).toMatchObject({ enforced: true, totals: { users: 2, lockedOut: 2 } })
  const csv = (await belcode(forecastCommand, `demo ${at} --csv`)).output
  expect(csv.split('\r\n')[1]).toMatch(/^"user","'=els",/)
  const early = await belcode(forecastCommand, 'demo --at 2099-07-18T12:00:00Z --csv')
  expect(early.output).toContain('"0 of 2 users cannot log in"')
})

it.each(['demo', '--at 2099-07-19', 'demo --at tomorrow', 'demo more --at 2099-07-19'])(
  'forecast %s: says how to call it',
  async (line) => {
    await expect(belcode(forecastCommand, line)).rejects.toBeInstanceOf(UsageError)
  },
)
