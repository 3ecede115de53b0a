import { expect, it } from 'vitest'
import { sealedColumns } from '../../src/store/index.ts'
import { openAuditWorld } from '../support/audit-world.ts'

it('every sealed column of the real schema is in the list, and nothing else is', async () => {
  const { store } = await openAuditWorld()
  const tables = await store.introspection.getTables()
  const inSchema = tables.flatMap(({ name: table, columns }) =>
    columns.filter(({ name }) => /(^|_)sealed$/.test(name)).map(({ name }) => `${table}.${name}`),
  )
  const inList = sealedColumns.map(({ table, column }) => `${table}.${column}`)

  expect(inSchema.length).toBeGreaterThan(8)
  expect(inList.sort()).toEqual(inSchema.sort())
})

it('the key of each names one row', async () => {
  const { store } = await openAuditWorld()
  const tables = await store.introspection.getTables()
  for (const { table, key } of sealedColumns) {
    const columns = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name)
    expect(columns).toEqual(expect.arrayContaining([...key]))
    expect(new Set(key).size).toBe(key.length)
  }
})
