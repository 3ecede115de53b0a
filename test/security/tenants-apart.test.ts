import { expect, it } from 'vitest'
import { addApiKey, createTenant } from '../../src/accounts/index.ts'
import { NUMBER, open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain: another tenant's challenges, by knowing an id. */
it("finds nothing of another tenant's, on every route", async () => {
  const service = await startTestService()
  const key = 'bel_key_of_the_other_tenant_000000000000'
  await createTenant(service.store, { id: 'other', name: 'Other' })
  await addApiKey(service.store, { tenantId: 'other', key, label: '', scopes: ['challenges'] })
  const { id } = await open(service)
  const code = await codeOf(service, id)
  const asOther = { authorization: `Bearer ${key}` }

  for (const path of [`/v1/challenges/${id}`, `/v1/challenges/${id}/events`])
    expect((await service.get(path, asOther)).status, path).toBe(404)
  for (const [act, body] of [['resend'], ['cancel'], ['verify', { code }]] as const)
    expect((await service.post(`/v1/challenges/${id}/${act}`, body, asOther)).status, act).toBe(404)

  expect((await service.get(`/v1/challenges/${id}`)).body).toMatchObject({
    status: 'open',
    attemptsLeft: 5,
  })
  expect((await service.post('/v1/challenges', { to: NUMBER }, asOther)).status).toBe(201)
  expect((await service.get(`/v1/challenges/${id}`)).body.status).toBe('open')
})
