import { expect, it } from 'vitest'
import { judgeDatabase, type ServerFacts } from './judge-database.ts'

const sound: ServerFacts = {
  version: 150_018,
  fsync: 'on',
  synchronousCommit: 'on',
  isReplica: false,
  clockAheadMs: 40,
  mayCreateTables: true,
  missingPrivileges: [],
}

const faultsOf = (server: Partial<ServerFacts>, pending: string[] = []) =>
  judgeDatabase({ pending, server: { ...sound, ...server } }).map(({ fault }) => fault)

it('finds nothing wrong with a sound server, nor with the embedded database', () => {
  expect(faultsOf({})).toEqual([])
  expect(faultsOf({ synchronousCommit: 'remote_apply' })).toEqual([])
  expect(judgeDatabase({ pending: [], server: null })).toEqual([])
})

it.each<[string, Partial<ServerFacts>]>([
  ['PostgreSQL 12 is older', { version: 120_022 }],
  ['fsync is off', { fsync: 'off' }],
  ['synchronous_commit is off', { synchronousCommit: 'off' }],
  ['replica', { isReplica: true }],
  ['2.5 s ahead of ours', { clockAheadMs: 2500 }],
  ['1.1 s behind ours', { clockAheadMs: -1100 }],
  ['may not update on calls', { missingPrivileges: ['update on calls'] }],
])('says: %s', (words, facts) => {
  expect(faultsOf(facts)).toEqual([expect.stringContaining(words)])
})

it('names pending migrations, and who may not apply them', () => {
  expect(faultsOf({}, ['0002-x'])).toEqual(['It is not up to date: 0002-x'])
  expect(faultsOf({ mayCreateTables: false }, ['0002-x'])).toEqual([
    'It is not up to date: 0002-x, and its user may not create tables',
  ])
  expect(judgeDatabase({ pending: ['0002-x'], server: null })).toHaveLength(1)
})

it('says of each fault how to mend it, and finds all of them at once', () => {
  const all = judgeDatabase({
    pending: ['0001-y'],
    server: { ...sound, version: 90_600, fsync: 'off', isReplica: true, clockAheadMs: 9e9 },
  })
  expect(all).toHaveLength(5)
  for (const { mend } of all) expect(mend).toMatch(/^[A-Z].{10,}/)
})
