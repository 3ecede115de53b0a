import { setTimeout as wait } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { inOneTrip } from '../platform/database/in-one-trip.ts'
import { locksRows } from '../platform/database/row-locks.ts'
import type { Keyring } from '../platform/keyring.ts'
import {
  type AnyTables,
  anyTable,
  compare,
  persist,
  type Row,
  type Window,
  windowsOf,
} from './key-windows.ts'
import type { Store } from './open-store.ts'
import { type SealedColumn, sealedColumns } from './sealed-columns.ts'

/** More are needed while instances seal with an older key still, or hold rows. */
const PASSES_MOST = 5
/** After each batch: whoever waits to write to the embedded database comes first. */
const PAUSE_MS = 25

export interface Resealed {
  readonly resealed: number
  /** Rows that none of the keys opens. */
  readonly unreadable: number
}

export interface ResealProgress extends Resealed {
  readonly table: string
  readonly column: string
  /** The column has been gone through. */
  readonly isDone: boolean
}

/**
 * Seals with the first key what other keys sealed, while the service is serving: in small batches,
 * passing over rows that are in use, and never over a text that has changed meanwhile. It can be
 * stopped and started again at any moment. `isFinished` says that nothing older is left.
 */
export async function resealAll(
  store: Store,
  keyring: Keyring,
  report: (progress: ResealProgress) => void = () => {},
): Promise<Resealed & { readonly isFinished: boolean }> {
  let resealed = 0
  for (let pass = 1; ; pass++) {
    const found = await resealOnce(store, keyring, report)
    resealed += found.resealed
    const left = await countOlder(store, keyring)
    const isFinished = left === found.unreadable
    if (isFinished || pass === PASSES_MOST)
      return { resealed, unreadable: found.unreadable, isFinished }
  }
}

async function resealOnce(
  store: Store,
  keyring: Keyring,
  report: (progress: ResealProgress) => void,
): Promise<Resealed> {
  const total = { resealed: 0, unreadable: 0 }
  for (const column of sealedColumns) {
    const found = { resealed: 0, unreadable: 0 }
    const name = { table: column.table, column: column.column }
    for await (const window of windowsOf(store, column)) {
      if ((await countIn(store, keyring, window)) === 0) continue
      add(found, await persist(() => resealIn(store, keyring, window)))
      report({ ...name, ...found, isDone: false })
      await wait(PAUSE_MS)
    }
    report({ ...name, ...found, isDone: true })
    add(total, found)
  }
  return total
}

function add(total: { resealed: number; unreadable: number }, found: Resealed) {
  total.resealed += found.resealed
  total.unreadable += found.unreadable
}

async function countOlder(store: Store, keyring: Keyring) {
  let count = 0
  for (const column of sealedColumns)
    for await (const window of windowsOf(store, column))
      count += await countIn(store, keyring, window)
  return count
}

/** Rows of a window whose text another key than the first has sealed. */
function olderIn(
  within: Kysely<AnyTables>,
  { sealingId }: Keyring,
  { column: { table, key, column }, after, upTo }: Window,
) {
  return within
    .selectFrom(table)
    .$if(after !== null, (rows) => rows.where(compare(key, '>', after ?? [])))
    .$if(upTo !== null, (rows) => rows.where(compare(key, '<=', upTo ?? [])))
    .where(column, 'is not', null)
    .where(column, '<>', '')
    .where(column, 'not like', `${sealingId}.%`)
}

async function countIn(store: Store, keyring: Keyring, window: Window) {
  const { rows } = await persist(() =>
    olderIn(anyTable(store), keyring, window)
      .select((row) => row.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow(),
  )
  return Number(rows)
}

/**
 * Nobody waits for this one, and this one waits for nobody: rows in use are passed over, and found
 * in the next pass.
 */
function resealIn(store: Store, keyring: Keyring, window: Window): Promise<Resealed> {
  return store.transaction().execute(async (transaction) => {
    const within = anyTable(transaction)
    const rows = await olderIn(within, keyring, window)
      .selectAll()
      .$if(locksRows(within), (all) => all.forUpdate().skipLocked())
      .execute()
    const updates = rows.flatMap((row) => {
      const text = resealRow(keyring, window.column, row)
      return text === null ? [] : [updating(within, window.column, { row, text })]
    })
    await inOneTrip(within, updates)
    return { resealed: updates.length, unreadable: rows.length - updates.length }
  })
}

function resealRow(keyring: Keyring, column: SealedColumn, row: Row) {
  const purpose = column.purposeOf(row)
  try {
    return keyring.seal(keyring.open(String(row[column.column]), purpose), purpose)
  } catch {
    return null
  }
}

function updating(
  within: Kysely<AnyTables>,
  { table, key, column }: SealedColumn,
  { row, text }: { row: Row; text: string },
) {
  return within
    .updateTable(table)
    .set({ [column]: text })
    .where(
      compare(
        key,
        '=',
        key.map((name) => row[name]),
      ),
    )
    .where(column, '=', row[column])
}
