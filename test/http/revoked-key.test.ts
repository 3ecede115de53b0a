import { expect, it } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { startTestService } from '../support/test-service.ts'

it('401: a key in use that is revoked works for a second at most', async () => {
  const service = await startTestService()
  const ask = async () => (await service.get(`/v1/challenges/ch_${'0'.repeat(40)}`)).status
  expect(await ask()).toBe(404)

  await service.store.updateTable('api_keys').set({ revoked_at: 1 }).execute()
  const revokedAt = performance.now()
  await eventually(ask, (status) => status === 401)
  expect(performance.now() - revokedAt).toBeLessThan(1500)
})
