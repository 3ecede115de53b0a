import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { claimQueued, claimStale } from '../../src/calls/call-store.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { createDatabase, dropDatabase } from '../support/postgres-server.ts'
import { ROUNDS } from '../support/two-instances.ts'

const CALLS = 500
const WORKERS = 10
const now = 1_800_000_000_000
const lease = { at: now, leaseMs: 60_000 }

let databaseUrl: string
let stores: readonly Store[]

beforeAll(async () => {
  databaseUrl = await createDatabase(inject('servers')?.postgresUrl ?? '')
  stores = [await openStore(databaseUrl), await openStore(databaseUrl)]
  await stores[0]
    ?.insertInto('tenants')
    .values({ id: 'demo', name: 'Demo', policy: '{}', created_at: 1 })
    .execute()
  await queue()
})

afterAll(async () => {
  for (const store of stores) await store.destroy()
  await dropDatabase(inject('servers')?.postgresUrl ?? '', databaseUrl)
})

async function queue() {
  const [store] = stores
  const rows = Array.from({ length: CALLS }, (_, n) => ({
    id: `ca_${n}`,
    tenant_id: 'demo',
    made_for: `ch_${n}`,
    number_subject: `n_${n}`,
    ...{ to_sealed: '', gate_sealed: '', locale: 'nl-NL', gate: 'key' },
    ...{ status: 'queued', progress: 0, created_at: now - CALLS + n },
    ...{ not_after: now + 1, lease_until: 0 },
    ...{ reason: null, carrier: null, carrier_call_id: null, sip_status: null },
    ...{ talked_seconds: null, placed_at: null, hang_up_at: null, ended_at: null },
  }))
  await store?.insertInto('calls').values(rows).execute()
}

/** Every worker of every instance claims until there is nothing left. */
async function claimAll(claim: (store: Store) => Promise<{ id: string } | null>) {
  const claimed: string[] = []
  const work = async (store: Store) => {
    for (let call = await claim(store); call; call = await claim(store)) claimed.push(call.id)
  }
  await Promise.all(stores.flatMap((store) => Array.from({ length: WORKERS }, () => work(store))))
  return claimed
}

it(`two instances claim ${CALLS} queued calls: each exactly once`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await stores[0]?.updateTable('calls').set({ status: 'queued', progress: 0 }).execute()
    const claimed = await claimAll((store) => claimQueued(store, lease))
    expect(claimed).toHaveLength(CALLS)
    expect(new Set(claimed).size).toBe(CALLS)
  }
})

it(`and ${CALLS} calls whose worker died: each exactly once`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await stores[0]?.updateTable('calls').set({ progress: 10, lease_until: 0 }).execute()
    const claimed = await claimAll((store) => claimStale(store, { ...lease, silentMs: 1 }))
    expect(claimed).toHaveLength(CALLS)
    expect(new Set(claimed).size).toBe(CALLS)
  }
})

it('an instance does not wait for a call that another one is just claiming', async () => {
  const [mine, other] = stores
  await mine?.updateTable('calls').set({ status: 'queued', progress: 0 }).execute()
  await mine?.transaction().execute(async (within) => {
    const held = await claimQueued(within, lease)
    const claimed = other && (await claimQueued(other, lease))
    expect([held?.id, claimed?.id]).toEqual(['ca_0', 'ca_1'])
  })
})
