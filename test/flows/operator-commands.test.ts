import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTenant } from '../../src/accounts/index.ts'
import { UsageError } from '../../src/cli/command.ts'
import { operatorsCommand } from '../../src/cli/operators.ts'
import { openStore } from '../../src/store/index.ts'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'belcode-'))
  const store = await openStore(url())
  await createTenant(store, { id: 'demo', name: 'Demo' })
  await store.destroy()
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

async function operators(line: string) {
  let output = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += text
    return true
  })
  const code = await operatorsCommand.run(line.split(' '), env()).finally(() => write.mockRestore())
  return { code, output }
}

const passwordIn = (output: string) =>
  /first password {2}([a-z2-9]{4}(-[a-z2-9]{4}){4})\n/.exec(output)?.[1] ?? ''

it('adds, lists, resets and removes; a first password is shown once and stored nowhere', async () => {
  const added = await operators('add olga --role ops')
  expect(added.code).toBe(0)
  const password = passwordIn(added.output)
  expect(password).not.toBe('')
  expect((await operators('add olga --role helpdesk')).code).toBe(1)
  expect((await operators('list')).output).toBe('olga\tops\tnever logged in\n')

  const reset = await operators('reset olga')
  expect(passwordIn(reset.output)).not.toBe(password)
  expect((await operators('reset otto')).code).toBe(1)
  const store = await openStore(url())
  const rows = JSON.stringify([
    await store.selectFrom('operators').selectAll().execute(),
    await store.selectFrom('audit_events').selectAll().execute(),
  ])
  await store.destroy()
  for (const secret of [password, passwordIn(reset.output)]) expect(rows).not.toContain(secret)

  expect((await operators('remove olga')).output).toBe('removed olga\n')
  expect((await operators('remove olga')).code).toBe(1)
  expect((await operators('list')).output).toBe('')
})

it('says how it is called when the words do not fit', async () => {
  for (const line of [
    'add',
    'add olga',
    'add olga --role boss',
    'add Olga --role ops',
    'drop olga',
  ])
    await expect(operators(line), line).rejects.toThrow(UsageError)
})
