import { recordEvents } from '../audit/index.ts'
import { defaultLimits, type LimitSet } from '../limits/index.ts'
import { isDuplicate } from '../platform/database/faults.ts'
import type { Keyring } from '../platform/keyring.ts'
import type { Signals } from '../platform/signals.ts'
import type { LimitSetRow, Store } from '../store/index.ts'

/** Said whenever there is a new version. */
export const LIMITS_TOPIC = 'limits'

/** What is told of a version without opening it. */
export interface LimitVersion {
  readonly version: number
  readonly author: string
  readonly reason: string
  readonly at: number
  readonly restoredFrom: number | null
}

export interface StoredLimits extends LimitVersion {
  readonly limits: LimitSet
}

export interface LimitSetParts {
  readonly store: Store
  readonly keyring: Keyring
}

/** Before anybody changed anything. */
export const startingLimits: StoredLimits = {
  ...{ version: 0, author: 'belcode', at: 0, restoredFrom: null, limits: defaultLimits },
  reason: 'What a new installation starts with.',
}

const purposeOf = (version: number) => `limit-set:${version}:document`

/** One version, or the newest; null when there is no such version. */
export async function readLimits(
  { store, keyring }: LimitSetParts,
  version?: number,
): Promise<StoredLimits | null> {
  if (version === 0) return startingLimits
  const row = await store
    .selectFrom('limit_sets')
    .selectAll()
    .$if(version !== undefined, (rows) => rows.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return version === undefined ? startingLimits : null
  const limits = JSON.parse(keyring.open(row.document_sealed, purposeOf(row.version))) as LimitSet
  return { ...toVersion(row), limits }
}

export async function newestVersion(store: Store): Promise<number> {
  const { version } = await store
    .selectFrom('limit_sets')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirstOrThrow()
  return version ?? 0
}

const PAGE = 50

/** The newest first; that before which a page ends is its last one. */
export async function listVersions(store: Store, before?: number): Promise<LimitVersion[]> {
  const rows = await store
    .selectFrom('limit_sets')
    .select(['version', 'author', 'reason', 'at', 'restored_from'])
    .$if(before !== undefined, (found) => found.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(PAGE)
    .execute()
  return rows.map(toVersion)
}

export interface LimitChange {
  readonly limits: LimitSet
  readonly author: string
  readonly reason: string
  readonly at: number
  /** What its author looked at: nothing is changed when somebody else was faster. */
  readonly basedOn?: number | undefined
  readonly restoredFrom?: number | undefined
  /** In whose log it is written: the tenant that runs the service. */
  readonly tenantId: string
}

export type ChangeResult =
  | { readonly outcome: 'changed'; readonly stored: StoredLimits }
  | { readonly outcome: 'changed-meanwhile'; readonly version: number }

/** Makes limits the newest version, in force on every instance within a second. */
export async function changeLimits(
  parts: LimitSetParts & { readonly signals: Pick<Signals, 'publish'> },
  change: LimitChange,
): Promise<ChangeResult> {
  const result = await write(parts, change).catch((error) => {
    if (isDuplicate(error)) return null
    throw error
  })
  // Somebody else wrote the same version at the same moment.
  if (!result) return changeLimits(parts, change)
  if (result.outcome === 'changed') parts.signals.publish(LIMITS_TOPIC)
  return result
}

function write({ store, keyring }: LimitSetParts, change: LimitChange): Promise<ChangeResult> {
  const { limits, author, reason, at, basedOn, restoredFrom = null, tenantId } = change
  return store.transaction().execute(async (within) => {
    const before = await newestVersion(within)
    if (basedOn !== undefined && basedOn !== before)
      return { outcome: 'changed-meanwhile', version: before }
    const version = before + 1
    const sealed = keyring.seal(JSON.stringify(limits), purposeOf(version))
    const row = { version, author, reason, at, restored_from: restoredFrom }
    await within
      .insertInto('limit_sets')
      .values({ ...row, document_sealed: sealed })
      .execute()
    const detail = { version, ...(restoredFrom !== null && { restoredFrom }) }
    const about = `limits:${version}`
    await recordEvents(within, [
      { tenantId, at, kind: 'limits.changed', actor: author, about, detail },
    ])
    return { outcome: 'changed', stored: { ...toVersion(row), limits } }
  })
}

function toVersion(row: Omit<LimitSetRow, 'document_sealed'>): LimitVersion {
  const { version, author, reason, at, restored_from: restoredFrom } = row
  return { version, author, reason, at, restoredFrom }
}
