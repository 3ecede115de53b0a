import Fastify from 'fastify'
import { onTestFinished } from 'vitest'
import { createSimulator } from '../../src/simulator/index.ts'
import { createPhoneClient } from '../../src/simulator/phone-client.ts'
import { freePort } from './free-port.ts'

/** A carrier that is not part of the service, with an account whose token the test knows. */
export async function startOutsideCarrier() {
  const accountSid = `AC${'7'.repeat(32)}`
  const authToken = 'token-of-the-outside-carrier'
  const port = await freePort()
  const simulator = createSimulator({
    ...{ accountSid, authToken, speed: Number.POSITIVE_INFINITY },
    apiKeys: { [`SK${'8'.repeat(32)}`]: 'secret-of-the-api-key' },
  })
  const app = Fastify()
  await app.register(simulator.routes)
  await app.listen({ host: '127.0.0.1', port })
  onTestFinished(async () => {
    await simulator.close()
    await app.close()
  })

  const home = `http://127.0.0.1:${port}`
  return {
    ...{ accountSid, authToken, phones: createPhoneClient(home) },
    /** Settings of a service that calls through it. */
    env: {
      CARRIERS: 'trunk',
      TRUNK_ACCOUNT_SID: accountSid,
      TRUNK_AUTH_TOKEN: `not-yet-used,${authToken}`,
      TRUNK_API_KEY: `SK${'8'.repeat(32)}`,
      TRUNK_API_SECRET: 'secret-of-the-api-key',
      TRUNK_FROM: '+31850000001',
      TRUNK_BASE_URL: home,
      TRUNK_CPS: '100',
    },
  }
}
