import { locksRows } from '../platform/database/row-locks.ts'
import type { Store } from '../store/index.ts'
import { type Call, ENDED, hasEnded, toCall } from './call.ts'
import type { Carrier, Price } from './carrier.ts'
import { openTo } from './enqueue-call.ts'
import type { CallParts } from './parts.ts'

/** What is asked at once, and in one round: a carrier that does not answer holds up nothing else. */
const AT_ONCE = 10
const MOST = 200
const FIRST_WAIT_MS = 60_000
/** A carrier that has no price by then never has. */
const GIVE_UP_MS = 24 * 3_600_000
const MICROS = 1_000_000

type Settling = Pick<CallParts, 'store' | 'clock' | 'keyring' | 'carriers' | 'owner'>

/** Asks the carriers what the calls that ended have cost. For any number of instances. */
export async function settlePrices(parts: Settling): Promise<void> {
  for (let settled = 0; settled < MOST; settled += AT_ONCE) {
    const due = await claimDue(parts.store, parts.clock.now())
    await Promise.all(due.map((call) => settle(parts, call)))
    if (due.length < AT_ONCE) return
  }
}

/** The longer ago it ended, the longer until it is asked for again. */
async function claimDue(store: Store, now: number): Promise<Call[]> {
  const due = store
    .selectFrom('calls')
    .select('id')
    .where('price_due_at', '<=', now)
    .orderBy('price_due_at')
    .limit(AT_ONCE)
    .$if(locksRows(store), (rows) => rows.forUpdate().skipLocked())
  const rows = await store
    .updateTable('calls')
    .set((column) => ({
      price_due_at: column
        .case()
        .when('progress', '<', ENDED)
        .then(now + FIRST_WAIT_MS)
        .when('ended_at', '<', now - GIVE_UP_MS)
        .then(null)
        .else(column(column.val(2 * now + FIRST_WAIT_MS), '-', column.ref('ended_at')))
        .end(),
    }))
    .where('id', 'in', due)
    .where('price_due_at', '<=', now)
    .returningAll()
    .execute()
  return rows.map(toCall)
}

async function settle(parts: Settling, call: Call): Promise<void> {
  if (!hasEnded(call)) return
  const micros = await findPrice(parts, call)
  if (micros === null) return
  const now = parts.clock.now()
  const row = await parts.store
    .updateTable('calls')
    .set({ price_micros: micros, priced_at: now, price_due_at: null })
    .where('id', '=', call.id)
    .where('priced_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (row) await parts.owner.afterPriced(call, micros)
}

/** Nobody charges for a call that no carrier took, nor for one that was not picked up. */
async function findPrice({ carriers, keyring }: Settling, call: Call): Promise<number | null> {
  if (call.carrierCallId === null || call.placedAt === null) return 0
  const carrier = carriers.find(({ name }) => name === call.carrier)
  if (!carrier || call.toSealed === '') return null
  const found = await ask(carrier, { ...call, to: openTo(keyring, call), placedAt: call.placedAt })
  if (found?.price) return toEuroMicros(found.price)
  return found && found.progress !== 'completed' ? 0 : null
}

async function ask(carrier: Carrier, sought: Parameters<Carrier['find']>[0]) {
  const found = await carrier.find(sought)
  return found.outcome === 'found' ? found : null
}

/**
 * Caps are in euros. Another currency counts as if it were euros: the dollars and pounds that
 * carriers charge are near enough for a cap, which is no invoice.
 */
function toEuroMicros({ micros }: Price): number {
  return Math.min(micros, 1000 * MICROS)
}
