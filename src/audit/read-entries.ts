import type { AuditEventRow, Store } from '../store/index.ts'

const PAGE = 500
/** No transaction lasts this long, so no event is sealed this much later than it happened. */
const LATE_MOST_MS = 10 * 60_000

/** An event that has its place in the chain. */
export type SealedRow = AuditEventRow & {
  readonly seq: number
  readonly digest: string
  readonly hash: string
}

interface Part {
  readonly tenantId: string
  /** The entries that follow this one. */
  readonly after: number
  readonly upTo?: number
}

/** Sealed events in the order of the chain, page by page: never more than one page in memory. */
export async function* readEntries(store: Store, part: Part): AsyncGenerator<SealedRow[]> {
  let { after } = part
  for (;;) {
    const page = await readPage(store, { ...part, after })
    if (page.length > 0) yield page
    if (page.length < PAGE) return
    after = page.at(-1)?.seq ?? after
  }
}

async function readPage(store: Store, { tenantId, after, upTo }: Part) {
  const rows = await store
    .selectFrom('audit_events')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', after)
    .$if(upTo !== undefined, (entries) => entries.where('seq', '<=', upTo ?? 0))
    .orderBy('seq')
    .limit(PAGE)
    .execute()
  return rows as SealedRow[]
}

export interface Wanted {
  readonly tenantId: string
  readonly after?: number | undefined
  /** Epoch milliseconds, both included. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** The same for a time: entries stand in the order they were sealed in, which is almost that of time. */
export async function* readWanted(store: Store, wanted: Wanted): AsyncGenerator<SealedRow[]> {
  const { tenantId, after = 0, from = 0, to = Number.MAX_SAFE_INTEGER } = wanted
  const begin = from > 0 ? await findBegin(store, tenantId, from) : 0
  if (begin === null) return
  for await (const page of readEntries(store, { tenantId, after: Math.max(after, begin) })) {
    const entries = page.filter(({ at }) => at >= from && at <= to)
    if (entries.length > 0) yield entries
    if (page.every(({ at }) => at > to + LATE_MOST_MS)) return
  }
}

/** After which entry all lie that are of this time or later; null when there are none. */
async function findBegin(store: Store, tenantId: string, from: number) {
  const sealed = store
    .selectFrom('audit_events')
    .where('tenant_id', '=', tenantId)
    .where('at', '>=', from)
    .where('seq', 'is not', null)
  const soon = await sealed
    .select((entries) => entries.fn.min('seq').as('seq'))
    .where('at', '<', from + LATE_MOST_MS)
    .executeTakeFirst()
  if (typeof soon?.seq === 'number') return soon.seq - 1
  const later = await sealed.select('seq').orderBy('at').limit(1).executeTakeFirst()
  return typeof later?.seq === 'number' ? later.seq - 1 : null
}
