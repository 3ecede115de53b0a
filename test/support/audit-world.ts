import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import {
  type AuditEvent,
  type AuditParts,
  openAuditKey,
  recordEvents,
  sealEvents,
  type Verdict,
  verifyChain,
} from '../../src/audit/index.ts'
import { locksRows } from '../../src/platform/database/row-locks.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { storesIn } from './stores.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export interface AuditWorld extends AuditParts {
  readonly clock: TestClock
  readonly tenantId: string
  readonly url: string
  /** Another connection, as another instance has it. */
  connect(): Promise<Store>
  /** Appends events as requests do, and seals them. */
  append(...events: readonly Partial<AuditEvent>[]): Promise<void>
  verify(): Promise<Verdict>
  /** As somebody does who owns the database: nothing of ours is in the way any more. */
  dropTriggers(): Promise<void>
}

/** A fresh database of the project's kind with one tenant whose log is empty. */
export async function openAuditWorld(): Promise<AuditWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-audit-'))
  const stores = await storesIn(folder)
  const url = stores.env.DATABASE_URL ?? `file:${folder}/belcode.db`
  const opened: Store[] = []
  const connect = async () => {
    const store = await openStore(url)
    opened.push(store)
    return store
  }
  onTestFinished(async () => {
    for (const store of opened) await store.destroy()
    await stores.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const store = await connect()
  const tenantId = 'acme'
  await store
    .insertInto('tenants')
    .values({ id: tenantId, name: 'Acme', policy: '{}', created_at: 0 })
    .execute()
  const clock = createTestClock()
  const auditKey = await openAuditKey(store, createKeyring([{ id: 'k', key: Buffer.alloc(32, 7) }]))
  const parts = { store, clock, auditKey }
  return {
    ...{ ...parts, tenantId, url, connect },
    async append(...events) {
      const at = clock.now()
      const kind = 'challenge.opened'
      const all = events.map((event) => ({ tenantId, at, kind, about: 'ch_1', ...event }) as const)
      await recordEvents(store, all)
      await sealEvents(parts)
    },
    verify: () => verifyChain(parts, tenantId),
    async dropTriggers() {
      const names = ['unchanged', 'kept', ...(locksRows(store) ? ['not_emptied'] : [])]
      for (const name of names)
        await sql
          .raw(`drop trigger audit_events_${name}${locksRows(store) ? ' on audit_events' : ''}`)
          .execute(store)
    },
  }
}
