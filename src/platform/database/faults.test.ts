import { DatabaseSync } from '@photostructure/sqlite'
import pg from 'pg'
import { expect, it } from 'vitest'
import { isDuplicate, isOutage } from './faults.ts'

function postgresError(code: string) {
  return Object.assign(new pg.DatabaseError('said by the server', 0, 'error'), { code })
}

it.each([
  ['08006', 'connection failure'],
  ['25006', 'read-only transaction'],
  ['25P03', 'idle in transaction'],
  ['28P01', 'wrong password'],
  ['3D000', 'no such database'],
  ['40P01', 'deadlock'],
  ['42P01', 'no such table'],
  ['53300', 'too many connections'],
  ['57014', 'statement timeout'],
  ['57P01', 'shut down by an operator'],
  ['57P03', 'starting up'],
])('%s of PostgreSQL, %s, is an outage', (code) => {
  expect(isOutage(postgresError(code))).toBe(true)
})

it.each(['22012', '22P02', '23502', '23505', '42601', '42703', 'XX000'])(
  '%s of PostgreSQL is a fault of ours',
  (code) => {
    expect(isOutage(postgresError(code))).toBe(false)
  },
)

it.each(['connect ECONNREFUSED', 'Connection terminated unexpectedly', 'Query read timeout'])(
  'an error of the connection is an outage: %s',
  (message) => {
    expect(isOutage(new Error(message))).toBe(true)
  },
)

it('an error in our own code is none', () => {
  expect(isOutage(new TypeError('x is not a function'))).toBe(false)
  expect(isOutage(new RangeError('too large'))).toBe(false)
  expect(isOutage('thrown text')).toBe(false)
})

it('knows a duplicate key in both databases', () => {
  expect(isDuplicate(postgresError('23505'))).toBe(true)
  expect(isDuplicate(postgresError('23503'))).toBe(false)

  const database = new DatabaseSync(':memory:')
  database.exec(
    "create table t (a text primary key, b text unique); insert into t values ('1', '2')",
  )
  expect(isDuplicate(errorOf(database, "insert into t values ('1', '3')"))).toBe(true)
  expect(isDuplicate(errorOf(database, "insert into t values ('3', '2')"))).toBe(true)
  expect(isDuplicate(errorOf(database, 'insert into t values (1)'))).toBe(false)
})

it('knows what SQLite means by being out', () => {
  const database = new DatabaseSync(':memory:')
  expect(isOutage(errorOf(database, 'select * from absent'))).toBe(true)
  expect(isOutage(errorOf(database, 'selec'))).toBe(false)
  database.exec('create table t (a text unique); pragma query_only = on')
  expect(isOutage(errorOf(database, "insert into t values ('1')"))).toBe(true)

  const [five, busy] = [{ errcode: 5 }, { errcode: 517 }]
  expect(isOutage(Object.assign(new Error('database is locked'), five))).toBe(true)
  expect(isOutage(Object.assign(new Error('snapshot is old'), busy))).toBe(true)
})

function errorOf(database: InstanceType<typeof DatabaseSync>, statement: string): unknown {
  try {
    return database.prepare(statement).run()
  } catch (error) {
    return error
  }
}
