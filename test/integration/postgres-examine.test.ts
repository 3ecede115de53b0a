import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, it, onTestFinished } from 'vitest'
import { connectDatabase } from '../../src/platform/database/open-database.ts'
import { examineStore, openStore } from '../../src/store/index.ts'
import { freePort } from '../support/free-port.ts'
import { asAdmin, createDatabase, dropDatabase } from '../support/postgres-server.ts'

const adminUrl = () => inject('servers')?.postgresUrl ?? ''
const WEAK = 'weak_user'

let databaseUrl: string
beforeEach(async () => {
  databaseUrl = await createDatabase(adminUrl())
})
afterEach(async () => {
  await dropDatabase(adminUrl(), databaseUrl)
  await asAdmin(adminUrl(), `drop role if exists ${WEAK}`)
})

const faults = async (url: string) => (await examineStore(url)).map(({ fault }) => fault)

it('finds nothing wrong with a fresh PostgreSQL that the service has opened', async () => {
  await (await openStore(databaseUrl)).destroy()
  expect(await examineStore(databaseUrl)).toEqual([])
})

it('names pending migrations and applies none of them', async () => {
  const wanted = expect.stringMatching(/0001-calls-and-challenges, 0002-one-open-challenge/)
  expect(await faults(databaseUrl)).toEqual([wanted])
  expect(await faults(databaseUrl)).toEqual([wanted])

  const db = connectDatabase<unknown>(databaseUrl)
  expect(await db.introspection.getTables()).toEqual([])
  await db.destroy()
})

it('finds commits that are not waited for', async () => {
  await (await openStore(databaseUrl)).destroy()
  const name = new URL(databaseUrl).pathname.slice(1)
  await asAdmin(adminUrl(), `alter database ${name} set synchronous_commit = off`)
  expect(await faults(databaseUrl)).toEqual([expect.stringContaining('synchronous_commit')])
})

it('finds privileges that are missing', async () => {
  await (await openStore(databaseUrl)).destroy()
  await asAdmin(adminUrl(), `create role ${WEAK} login password '${WEAK}'`)
  await asAdmin(
    databaseUrl,
    `grant select, insert, update, delete on all tables in schema public to ${WEAK}`,
  )
  await asAdmin(databaseUrl, `revoke update on calls from ${WEAK}`)
  const url = new URL(databaseUrl)
  url.username = url.password = WEAK

  expect(await faults(url.href)).toEqual(['Its user may not update on calls'])
  await asAdmin(databaseUrl, `drop owned by ${WEAK}`)
})

it('says that it cannot be reached, and why, without its password', async () => {
  const url = new URL(databaseUrl)
  url.port = String(await freePort())
  const [refused] = await examineStore(url.href)
  expect(refused).toMatchObject({ store: 'database', fault: expect.stringContaining('REFUSED') })

  url.port = new URL(databaseUrl).port
  url.password = 'wrong-password'
  const [rejected] = await examineStore(url.href)
  expect(rejected?.fault).toMatch(/cannot be reached.*password/)
  expect(JSON.stringify(rejected)).not.toContain('wrong-password')
})

it('looks at the embedded database too: it has to be brought up to date, and no more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const url = `file:${folder}/belcode.db`
  expect(await faults(url)).toEqual([expect.stringContaining('0001-calls-and-challenges')])
  await (await openStore(url)).destroy()
  expect(await faults(url)).toEqual([])
})
