import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { parseNumber } from '../../src/calls/index.ts'
import {
  confirmFactor,
  drawTotpSecret,
  type Factor,
  insertPendingFactor,
  type NewFactor,
  upsertUser,
} from '../../src/factors/index.ts'
import { createKeyring, type Keyring } from '../../src/platform/keyring.ts'
import { StoreUnavailable } from '../../src/platform/problem.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { freshStores } from '../support/stores.ts'

export interface World {
  readonly store: Store
  readonly keyring: Keyring
  /** The database file, where there is one. */
  readonly file: string | null
}

export const now = Date.UTC(2026, 0, 15, 9)
export const minute = 60_000

/** An empty database with the tenants `acme` and `other`: SQLite, or in the project `production` PostgreSQL. */
export async function createWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-factors-'))
  const stores = await freshStores()
  const file = `${folder}/belcode.db`
  const store = await openStore(stores.env.DATABASE_URL ?? `file:${file}`)
  onTestFinished(async () => {
    await store.destroy()
    await stores.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const tenants = ['acme', 'other'].map((id) => ({ id, name: id, policy: '{}', created_at: now }))
  await store.insertInto('tenants').values(tenants).execute()
  const keyring = createKeyring([{ id: 'test', key: randomBytes(32) }])
  return { store, keyring, file: stores.env.DATABASE_URL ? null : file }
}

/** Acts in a transaction of its own. */
export function inside<T>({ store }: World, act: (within: Store) => Promise<T>): Promise<T> {
  return store.transaction().execute(act)
}

/**
 * Acts that many times at once, each in a transaction of its own. A machine that is too busy does
 * nothing rather than wait: such an act has no result.
 */
export async function atOnce<T>(
  world: World,
  times: number,
  act: (within: Store, turn: number) => Promise<T>,
): Promise<T[]> {
  const results = await Promise.all(
    Array.from({ length: times }, (_, turn) =>
      inside(world, async (within) => [await act(within, turn)]).catch((error: unknown) => {
        if (error instanceof StoreUnavailable) return []
        throw error
      }),
    ),
  )
  return results.flat()
}

export async function addUser(world: World, userId: string, tenantId = 'acme') {
  await inside(world, (within) => upsertUser(within, { tenantId, userId }, { ...world, now }))
  return { tenantId, userId }
}

type Wanted = { [Method in NewFactor['method']]: Extract<NewFactor, { method: Method }> }

/** Asks for a factor of a kind; what it needs is made up. */
export function ask<Method extends NewFactor['method']>(
  world: World,
  wanted: Pick<Wanted[Method], 'tenantId' | 'userId' | 'method'> & Partial<Wanted[Method]>,
  at = now,
) {
  const filled = { ...madeUp(wanted.method), ...wanted } as NewFactor
  return inside(world, (within) => insertPendingFactor(within, filled, { ...world, now: at }))
}

let lastNumber = 12_000_000

function madeUp(method: NewFactor['method']) {
  if (method === 'totp') return { secret: drawTotpSecret() }
  if (method === 'app') return {}
  lastNumber += 1
  return { number: numberOf(`06${lastNumber}`), numberSubject: `subject-${lastNumber}` }
}

export function numberOf(typed: string) {
  const parsed = parseNumber(typed)
  if ('refused' in parsed) throw new Error('the test needs a number')
  return parsed.number
}

export async function addPending(...args: Parameters<typeof ask>): Promise<Factor> {
  const added = await ask(...args)
  if (added.outcome !== 'added') throw new Error(`not added: ${added.outcome}`)
  return added.factor
}

export function confirm(world: World, { id }: Factor, at = now) {
  return inside(world, (within) =>
    confirmFactor(within, { factorId: id, now: at, heldUntil: null }),
  )
}

export async function addConfirmed(...args: Parameters<typeof ask>): Promise<Factor> {
  const confirmed = await confirm(args[0], await addPending(...args), args[2])
  if (!confirmed) throw new Error('not confirmed')
  return confirmed
}

/** Everything that every table holds, as text: what a thief of the database reads. */
export async function dump({ store }: World): Promise<string> {
  const tables = await store.introspection.getTables()
  const rows = await Promise.all(
    tables.map(({ name }) =>
      store
        .selectFrom(name as 'users')
        .selectAll()
        .execute(),
    ),
  )
  return JSON.stringify(rows)
}

export async function eventsOf({ store }: World, about: string) {
  const rows = await store
    .selectFrom('audit_events')
    .select(['kind', 'agent', 'detail'])
    .where('about', '=', about)
    .orderBy('at')
    .execute()
  return rows.map(({ kind, agent, detail }) => ({
    ...{ kind, detail: JSON.parse(detail) },
    ...(agent !== null && { agent }),
  }))
}
