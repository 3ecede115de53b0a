import { beforeEach, expect, it } from 'vitest'
import {
  type AuditEvent,
  type Erasure,
  eraseFromAudit,
  recordEvents,
} from '../../src/audit/index.ts'
import { type AuditWorld, openAuditWorld } from '../support/audit-world.ts'

/**
 * Gain: to get rid of evidence by way of the right to be forgotten: by users who are named like
 * something else, or by an erasure that nobody notices.
 */

let world: AuditWorld
beforeEach(async () => {
  world = await openAuditWorld()
})

const hex = (digit: string) => digit.repeat(40)

function erase(erasure: Partial<Erasure>) {
  const whole = { tenantId: 'acme', abouts: [], at: world.clock.now(), ...erasure }
  return world.store.transaction().execute((within) => eraseFromAudit(within, whole))
}

async function left() {
  const rows = await world.store
    .selectFrom('audit_events')
    .select(['kind', 'about', 'erased_by'])
    .where('kind', '!=', 'audit.erased')
    .orderBy('at')
    .execute()
  return rows.filter(({ erased_by }) => erased_by === null).map(({ kind }) => kind)
}

it('a user who is named like the tenant, a key or a webhook takes none of their entries along', async () => {
  const kinds = ['tenant.created', 'tenant.policy-changed', 'key.created', 'webhook.added'] as const
  await world.append(...kinds.map((kind, index) => ({ kind, at: index, about: 'acme' })))
  await world.append({ kind: 'user.created', at: 9, about: 'acme' })
  expect(await erase({ abouts: ['acme'], mentions: ['acme'] })).toBe(1)
  expect(await left()).toEqual(kinds)
  await world.append()
  expect(await world.verify()).toMatchObject({ valid: true })
})

it.each(['voice', 'admin', 'lost phone', '', '"', '%', 'numberSubject', 'user-2', '{}'])(
  'a user named %j takes no entry of others along that says this word',
  async (name) => {
    const detail = { method: 'voice', role: 'admin', reason: 'lost phone', userId: 'user-22' }
    await world.append({ about: `ch_${hex('1')}`, agent: name, detail })
    expect(await erase({ abouts: [name], mentions: [name] })).toBe(0)
    expect(await left()).toHaveLength(1)
  },
)

it('what an agent wrote cannot pass for a name', async () => {
  const reason = 'x","userId":"victim'
  await world.append({ kind: 'reset.requested', about: 'user-1', detail: { reason } })
  expect(await erase({ mentions: ['victim'] })).toBe(0)
})

it('finds what is known by a factor or a number alone, and what else is about the same', async () => {
  const [challenge, call, factor] = [`ch_${hex('a')}`, `ca_${hex('b')}`, `fa_${hex('c')}`]
  const events: Partial<AuditEvent>[] = [
    {
      kind: 'challenge.opened',
      about: challenge,
      detail: { numberSubject: 'number-hash', callId: call },
    },
    { kind: 'number.stopped', about: call, detail: { reason: 'reported' } },
    { kind: 'challenge.expired', about: challenge },
    { kind: 'challenge.refused', about: 'K7-42-MP', detail: { numberSubject: 'number-hash' } },
    { kind: 'challenge.approved', about: `ch_${hex('d')}`, detail: { factor } },
    { kind: 'login.reported', about: 'user-1', ip: 'address-hash' },
    { kind: 'challenge.refused', about: 'K7-42-MP', detail: { numberSubject: 'another' } },
    { kind: 'factor.added', about: 'user-2', detail: { factor: `fa_${hex('e')}` } },
  ]
  await world.append(...events.map((event, at) => ({ ...event, at })))
  const { tenantId } = world
  await recordEvents(world.store, [
    { tenantId, at: 100, kind: 'factor.removed', about: 'user-1', detail: { factor } },
  ])
  expect(await erase({ abouts: [factor], mentions: ['number-hash', 'address-hash'] })).toBe(7)
  expect(await left()).toEqual(['challenge.refused', 'factor.added'])
  const log = JSON.stringify(await world.store.selectFrom('audit_events').selectAll().execute())
  for (const trace of ['number-hash', challenge, call, factor, 'address-hash', 'user-1'])
    expect(log).not.toContain(trace)
  await world.append()
  expect(await world.verify()).toMatchObject({ valid: true, unsealed: 0 })
})

it('an erasure is an entry with who did it, and cannot be erased itself', async () => {
  await world.append({ about: 'user-1' }, { about: 'user-1' })
  await erase({ abouts: ['user-1'], by: { actor: 'key_1', agent: 'kim' } })
  await world.append()
  await erase({ abouts: ['acme', 'user-1'], mentions: ['acme', 'kim'] })
  const rows = await world.store
    .selectFrom('audit_events')
    .select(['about', 'actor', 'agent', 'detail', 'erased_by'])
    .where('kind', '=', 'audit.erased')
    .execute()
  expect(rows).toEqual([
    {
      ...{ about: 'acme', actor: 'key_1', agent: 'kim', erased_by: null },
      detail: JSON.stringify({ entries: 2, first: 1 }),
    },
  ])
})

it('of another tenant nothing is erased', async () => {
  await world.store
    .insertInto('tenants')
    .values({ id: 'other', name: 'Other', policy: '{}', created_at: 0 })
    .execute()
  const detail = { numberSubject: 'number-hash' }
  await world.append({ tenantId: 'other', about: 'user-1', detail })
  expect(await erase({ abouts: ['user-1'], mentions: ['user-1', 'number-hash'] })).toBe(0)
})

it('a person with thousands of entries is erased whole', async () => {
  for (let batch = 0; batch < 12; batch++)
    await recordEvents(
      world.store,
      Array.from({ length: 500 }, (_, index) => ({
        ...{ tenantId: 'acme', at: batch, kind: 'challenge.approved' as const },
        about: `ch_${String(batch * 500 + index).padStart(40, '0')}`,
        detail: { factor: 'fa_1' },
      })),
    )
  await world.append()
  expect(await erase({ mentions: ['fa_1'] })).toBe(6000)
  await world.append()
  expect(await world.verify()).toMatchObject({ valid: true, entries: 6001 })
})
