import { expect, it } from 'vitest'
import { addApiKey, createTenant } from '../../src/accounts/index.ts'
import { addApp, pairApp, userWithApp } from '../support/phone-app.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const key = 'bel_key_of_the_other_tenant_000000000000'

/** A service whose panel is that of another tenant. */
async function asOther(service: TestService): Promise<TestService> {
  await createTenant(service.store, { id: 'other', name: 'Other' })
  await addApiKey(service.store, { tenantId: 'other', key, label: '', scopes: ['challenges'] })
  const authorization = `Bearer ${key}`
  return {
    ...service,
    get: (path, headers = {}) => service.get(path, { authorization, ...headers }),
    put: (path, body, headers = {}) => service.put(path, body, { authorization, ...headers }),
    post: (path, body, headers = {}) => service.post(path, body, { authorization, ...headers }),
  }
}

/** Gain: codes of another tenant, or of another user, by a device of one's own. */
it('a device sees and ends nothing that is not its own, though users share a name', async () => {
  const service = await startTestService()
  const other = await asOther(service)
  const app = await userWithApp(service, 'anna')
  const neighbour = await userWithApp(service, 'bob')
  const stranger = await userWithApp(other, 'anna')
  const events = await Promise.all([neighbour.follow(), stranger.follow()])
  for (const one of events) expect(await one.next()).toEqual([])

  const { id } = (await service.post('/v1/challenges', { userId: 'anna' })).body
  const [challenge] = await app.challenges()
  expect(challenge.id).toBe(id)
  for (const outsider of [neighbour, stranger]) {
    expect(await outsider.challenges()).toEqual([])
    const path = `/device/challenges/${id}/report`
    expect((await service.post(path, undefined, outsider.asDevice)).status).toBe(404)
    await expect(outsider.open(challenge.sealed)).rejects.toThrow()
  }
  expect((await service.get(`/v1/challenges/${id}`)).body.status).toBe('open')

  // What a stream sends next is its own: nothing of this came between.
  const own = [
    (await service.post('/v1/challenges', { userId: 'bob' })).body.id,
    (await other.post('/v1/challenges', { userId: 'anna' })).body.id,
  ]
  for (const [n, one] of events.entries()) {
    expect((await one.next())?.map((found) => found.id)).toEqual([own[n]])
    one.close()
  }
})

it('a pairing code pairs with the tenant that drew it, whoever types it in', async () => {
  const service = await startTestService()
  const other = await asOther(service)
  await other.put('/v1/users/anna', {})
  const { pairingCode } = await addApp(other, 'anna')
  const app = await pairApp(service, pairingCode)
  const { tenant } = (await service.get('/device', app.asDevice)).body
  expect(tenant.siteName).toBe('Other')
  expect((await service.get('/v1/users/anna')).body.code).toBe('user-unknown')
})
