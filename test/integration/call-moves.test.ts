import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CallStatus, progressOf } from '../../src/calls/call.ts'
import { findCall, insertCall, moveCall } from '../../src/calls/call-store.ts'
import { newId } from '../../src/platform/ids.ts'
import { openStore, type Store } from '../../src/store/index.ts'

const statuses = Object.keys(progressOf) as CallStatus[]

/** OWASP ASVS 2.3.1: whatever order reports come in, no step is undone and no ending is replaced. */
it('moves forward only, over 10,000 random reports', async () => {
  const folder = mkdtempSync(`${tmpdir()}/belcode-`)
  const store = await openStore(`file:${folder}/belcode.db`)
  await store
    .insertInto('tenants')
    .values({ id: 't', name: 't', policy: '{}', created_at: 0 })
    .execute()

  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...statuses), { minLength: 20, maxLength: 20 }),
      async (reports) => expectForwardOnly(store, reports),
    ),
    { seed: 20_260_101, numRuns: 500 },
  )
  await store.destroy()
})

async function expectForwardOnly(store: Store, reports: readonly CallStatus[]) {
  const id = newId('ca')
  await insertCall(store, newRow(id)).execute()
  let current: CallStatus = 'queued'
  for (const to of reports) {
    const [moved] = await moveCall(store, id, { to, at: 1, by: 'act' }).execute()
    expect(moved !== undefined).toBe(progressOf[to] > progressOf[current])
    if (moved) current = to
    expect((await findCall(store, id))?.status).toBe(current)
  }
}

function newRow(id: string) {
  return {
    ...{ id, tenant_id: 't', made_for: 'x', number_subject: 's', to_sealed: '', locale: 'nl-NL' },
    ...{ gate: 'key', gate_sealed: '', status: 'queued', progress: 0, reason: null, carrier: null },
    ...{ carrier_call_id: null, sip_status: null, talked_seconds: null, created_at: 0 },
    ...{ not_after: 0, lease_until: 0, placed_at: null, hang_up_at: null, ended_at: null },
    ...{ changed_by: null, prefix_subject: null, country: null, price_micros: null },
    ...{ priced_at: null, price_due_at: null },
  }
}
