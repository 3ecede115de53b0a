import { sql } from 'kysely'
import type { CallState } from '../guard/index.ts'
import { prepared } from '../platform/database/prepared.ts'
import type { Store } from '../store/index.ts'

const DAY_MS = 24 * 3_600_000
/** A number that was verified this recently is its user's: what guards against pumping leaves it alone. */
const PROVEN_MS = 30 * DAY_MS
/** No block holds a number that was verified this recently. Challenges are kept as long. */
const KNOWN_MS = 90 * DAY_MS
/** Calls of which we heard nothing for this long have ended. */
const CALL_MS = 180_000

export interface NumberState extends CallState {
  readonly isProven: boolean
  /** The call that is under way to it. */
  readonly callId: string | null
  /** Whether its user could prove it otherwise. */
  readonly hasOtherMethod: boolean
  /** Whether a challenge of the number or of its user is open. */
  readonly hasOpen: boolean
}

/** Whom a call would be for. */
export interface Callee {
  readonly tenantId: string
  readonly numberSubject: string
  readonly prefixSubject?: string | undefined
  readonly country?: string | undefined
  readonly userId?: string | null | undefined
  readonly userSubject?: string | undefined
}

interface Row {
  readonly stopped_until: number | null
  readonly verified_at: number | null
  readonly open_of_number: string | null
  readonly call_id: string | null
  readonly near_block: string | null
  readonly tenant_block: string | null
  readonly exemption_id: string | null
  readonly open_of_user?: string | null
  readonly other_method?: string | null
}

/** What is known of a number before it is called, in one statement. */
export async function findNumberState(
  store: Store,
  callee: Callee,
  now: number,
): Promise<NumberState> {
  const { tenantId, numberSubject, prefixSubject = '', country = '', userId } = callee
  const userSubject = callee.userSubject ?? numberSubject
  const times = { now, callingSince: now - CALL_MS }
  const sought = { tenantId, numberSubject, prefixSubject, country, userSubject, ...times }
  const [row]: Row[] = await (userId == null
    ? findOfNumber(store, sought)
    : findOfUser(store, { ...sought, userId })
  ).execute()
  const verifiedAt = row?.verified_at ?? Number.NEGATIVE_INFINITY
  return {
    stoppedUntil: row?.stopped_until ?? null,
    isProven: verifiedAt > now - PROVEN_MS,
    isKnown: verifiedAt > now - KNOWN_MS,
    callId: row?.call_id ?? null,
    hasOtherMethod: row?.other_method != null,
    hasOpen: row?.open_of_number != null || row?.open_of_user != null,
    exemptionId: row?.exemption_id ?? null,
    blocks: [row?.near_block, row?.tenant_block].flatMap(toBlock),
  }
}

/** Of `prefix breaker 1753000000000`. */
function toBlock(text: string | null | undefined) {
  const [scope, reason = '', until] = text?.split(' ') ?? []
  return scope === undefined ? [] : [{ scope, reason, until: Number(until) }]
}

interface Sought {
  readonly tenantId: string
  readonly numberSubject: string
  readonly prefixSubject: string
  readonly country: string
  readonly userSubject: string
  readonly now: number
  readonly callingSince: number
}

type SoughtOfUser = Sought & { readonly userId: string }

/** A bare number has no other method, and stands for its user: it is asked for less. */
const findOfNumber = prepared((store: Store, sought: Sought) =>
  store.selectNoFrom(aboutNumber(store, sought)),
)

const findOfUser = prepared((store: Store, sought: SoughtOfUser) =>
  store.selectNoFrom([...aboutNumber(store, sought), ...aboutUser(store, sought)]),
)

const aboutNumber = (store: Store, sought: Sought) => [
  store
    .selectFrom('stops')
    .select('until')
    .where('tenant_id', '=', sought.tenantId)
    .where('number_subject', '=', sought.numberSubject)
    .where('until', '>', sought.now)
    .as('stopped_until'),
  store
    .selectFrom('challenges')
    .select('closed_at')
    .where('tenant_id', '=', sought.tenantId)
    .where('number_subject', '=', sought.numberSubject)
    .where('status', '=', 'approved')
    .where('closed_at', 'is not', null)
    .orderBy('closed_at', 'desc')
    .limit(1)
    .as('verified_at'),
  openChallenge(store, sought)
    .where('number_subject', '=', sought.numberSubject)
    .as('open_of_number'),
  store
    .selectFrom('calls')
    .select('id')
    .where('tenant_id', '=', sought.tenantId)
    .where('number_subject', '=', sought.numberSubject)
    .where('ended_at', 'is', null)
    .where('created_at', '>', sought.callingSince)
    .orderBy('created_at', 'desc')
    .limit(1)
    .as('call_id'),
  longestBlock(store, sought)
    .where(({ or, and, eb }) =>
      or([
        and([eb('scope', '=', sql.lit('prefix')), eb('subject', '=', sought.prefixSubject)]),
        and([eb('scope', '=', sql.lit('country')), eb('subject', '=', sought.country)]),
      ]),
    )
    .as('near_block'),
  longestBlock(store, sought)
    .where('scope', '=', sql.lit('tenant'))
    .where('subject', '=', sought.tenantId)
    .as('tenant_block'),
  store
    .selectFrom('exemptions')
    .select('id')
    .where('tenant_id', '=', sought.tenantId)
    .where(({ or, eb }) =>
      or([eb('subject', '=', sought.numberSubject), eb('subject', '=', sought.userSubject)]),
    )
    .where('used_at', 'is', null)
    .where('expires_at', '>', sought.now)
    .orderBy('expires_at')
    .limit(1)
    .as('exemption_id'),
]

const aboutUser = (store: Store, sought: SoughtOfUser) => [
  openChallenge(store, sought).where('user_subject', '=', sought.userSubject).as('open_of_user'),
  store
    .selectFrom('factors')
    .select('id')
    .where('tenant_id', '=', sought.tenantId)
    .where('user_id', '=', sought.userId)
    .where('method', 'in', [sql.lit('app'), sql.lit('totp')])
    .where('confirmed_at', 'is not', null)
    .where('disabled_at', 'is', null)
    .limit(1)
    .as('other_method'),
]

/** There is one at most, which its own index knows. */
function openChallenge(store: Store, { tenantId }: Sought) {
  return store
    .selectFrom('challenges')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('status', '=', sql.lit('open'))
}

function longestBlock(store: Store, { tenantId, now }: Sought) {
  return store
    .selectFrom('blocks')
    .select(sql<string>`scope || ' ' || reason || ' ' || until`.as('block'))
    .where('tenant_id', '=', tenantId)
    .where('until', '>', now)
    .orderBy('until', 'desc')
    .limit(1)
}
