import { expect, it } from 'vitest'
import { callIs, NUMBER, open } from '../support/call-flow.ts'
import { freePort } from '../support/free-port.ts'
import { startTestService } from '../support/test-service.ts'

it('when the first carrier is not there, the next one rings the phone', async () => {
  const nobody = await freePort()
  const service = await startTestService({
    env: {
      CARRIERS: 'trunk,simulated',
      TRUNK_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
      TRUNK_AUTH_TOKEN: 'token-of-the-trunk',
      TRUNK_FROM: '+31850000001',
      TRUNK_BASE_URL: `http://127.0.0.1:${nobody}`,
      TRUNK_CPS: '50',
    },
  })
  const { id } = await open(service)
  await service.phones.phone(NUMBER).waitForRing()
  await callIs(service, id, 'ringing')
  const row = await service.store.selectFrom('calls').select('carrier').executeTakeFirstOrThrow()
  expect(row.carrier).toBe('simulated')
  expect(service.logged()).not.toContain('token-of-the-trunk')
})
