import { type Expression, type SqlBool, sql } from 'kysely'
import type { Store } from '../store/index.ts'
import { readChain } from './chain.ts'

/** Looked through in one statement: well within the time that one may take. */
const ENTRIES_AT_ONCE = 5000

/** The words of a detail that name a person: no other word may hold such a name. */
const personWords = ['userId', 'factor', 'numberSubject'] as const

/** Ids of our own, which are about one thing and are never drawn twice. */
const ownId = /^[a-z]{2}_[0-9a-f]{40}$/

export interface Mentions {
  /** Of the events that hold one of them. */
  readonly ids: string[]
  /** What those are about: other events may be about the same and not say whose it is. */
  readonly abouts: string[]
}

/** There is no index on what a detail says: the whole log of the tenant is looked through. */
export async function findMentions(
  within: Store,
  tenantId: string,
  mentions: readonly string[],
): Promise<Mentions> {
  const found: Mentions = { ids: [], abouts: [] }
  if (mentions.length === 0) return found
  const chain = await readChain(within, tenantId)
  await find(within, { tenantId, mentions, found, where: sql`seq is null` })
  const last = chain?.last_seq ?? 0
  for (let from = chain?.first_seq ?? 1; from <= last; from += ENTRIES_AT_ONCE) {
    const where = sql<SqlBool>`seq >= ${from} and seq < ${from + ENTRIES_AT_ONCE}`
    await find(within, { tenantId, mentions, found, where })
  }
  return found
}

interface Search {
  readonly tenantId: string
  readonly mentions: readonly string[]
  readonly found: Mentions
  readonly where: Expression<SqlBool>
}

async function find(within: Store, { tenantId, mentions, found, where }: Search) {
  const rows = await within
    .selectFrom('audit_events')
    .select(['id', 'about', 'detail'])
    .where('tenant_id', '=', tenantId)
    .where('erased_by', 'is', null)
    .where(where)
    .where((event) => event.or([event('ip', 'in', mentions), ...mentions.flatMap(inDetail)]))
    .execute()
  for (const { id, about, detail } of rows) {
    const { callId } = JSON.parse(detail) as { callId?: unknown }
    found.ids.push(id)
    found.abouts.push(...[about, String(callId)].filter((one) => ownId.test(one)))
  }
}

/** As JSON writes it, where a word of ours gives it its meaning: no text of a person can look so. */
function inDetail(mention: string) {
  return personWords.map((word) => {
    const pair = `${JSON.stringify(word)}:${JSON.stringify(mention)}`
    return sql<SqlBool>`replace(detail, ${pair}, '') <> detail`
  })
}
