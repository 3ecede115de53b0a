import { expect, it, onTestFinished } from 'vitest'
import { claimDue } from '../../src/notices/outbox.ts'
import { createLocalSignals } from '../../src/platform/signals.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import { ROUNDS } from '../support/two-instances.ts'
import { type NoticesWorld, startNotices, startPanel } from './notices-world.ts'

const NOTICES = 300
const WORKERS = 10
const at = 1_800_000_000_000
const lease = { channel: 'webhook', at, leaseMs: 60_000, except: [] } as const

const event = { tenantId: 'demo', type: 'challenge.reported', at: 1, ids: {} } as const

/** Two instances on one PostgreSQL, with an outbox that is full. */
async function startFull(panelUrl: string): Promise<readonly [NoticesWorld, Store]> {
  const world = await startNotices()
  await world.ask('POST', '/webhooks', { url: panelUrl })
  await world.enqueue(...Array.from({ length: NOTICES }, () => event))
  const other = await openStore(world.databaseUrl)
  onTestFinished(() => other.destroy())
  return [world, other]
}

it(`two instances claim ${NOTICES} notices: each exactly once`, async () => {
  const [world, other] = await startFull('http://127.0.0.1:1/')
  for (let round = 0; round < ROUNDS; round++) {
    await world.store.updateTable('notices').set({ next_at: 0 }).execute()
    const claimed: string[] = []
    const work = async (store: Store) => {
      for (let one = await claimDue(store, lease); one; one = await claimDue(store, lease))
        claimed.push(one.id)
    }
    await Promise.all(
      [world.store, other].flatMap((store) => Array.from({ length: WORKERS }, () => work(store))),
    )
    expect(claimed).toHaveLength(NOTICES)
    expect(new Set(claimed).size).toBe(NOTICES)
  }
})

it('an instance does not wait for a notice that another one is just claiming', async () => {
  const [world, other] = await startFull('http://127.0.0.1:1/')
  await world.store.updateTable('notices').set({ next_at: 0 }).execute()
  await world.store.transaction().execute(async (within) => {
    const held = await claimDue(within, lease)
    const claimed = await claimDue(other, lease)
    expect(held?.id).toBeDefined()
    expect(claimed?.id).toBeDefined()
    expect(held?.id).not.toBe(claimed?.id)
  })
})

it(`three instances deliver ${NOTICES} messages: the panel gets each once`, async () => {
  const panel = await startPanel()
  const [world, other] = await startFull(panel.url)
  const deliveries = [
    world.start(),
    world.start({ store: other }),
    world.start({ store: other, signals: createLocalSignals() }),
  ]
  await Promise.all(deliveries.map((one) => one.look()))
  const ids = panel.received.map(({ headers }) => headers['webhook-id'])
  expect(ids).toHaveLength(NOTICES)
  expect(new Set(ids).size).toBe(NOTICES)
  expect(
    new Set((await world.rows()).map(({ status, attempts }) => `${status} ${attempts}`)),
  ).toEqual(new Set(['sent 1']))
})

it('two requests at once do not bring a tenant beyond its twenty webhooks', async () => {
  const panel = await startPanel()
  const world = await startNotices()
  const add = () => world.ask('POST', '/webhooks', { url: panel.url })
  const answers = await Promise.all(Array.from({ length: 40 }, add))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 201)).toHaveLength(20)
  expect(statuses.filter((status) => status === 409)).toHaveLength(20)
})
