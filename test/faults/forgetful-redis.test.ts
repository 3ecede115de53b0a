import { Redis } from 'ioredis'
import { expect, inject, it } from 'vitest'
import { open } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

/** Gain: ten fresh guesses a day each time the counters are lost. */
it('counters that were lost give no fresh guesses', async () => {
  let service = await startTestService()
  let evaluated = 0
  for (let challenge = 0; challenge < 5; challenge++) {
    const { id } = await open(service)
    const wrong = wrongCodeFor(await codeOf(service, id))
    for (let guess = 0; guess < 5; guess++) {
      const { status, body } = await service.post(`/v1/challenges/${id}/verify`, { code: wrong })
      if (status === 422) evaluated += 1
      else {
        expect(body).toMatchObject({ status: 429, code: 'limit-reached', limit: 'wrong-codes-24h' })
        expect(body.retryAfterSeconds).toBeGreaterThan(3600)
      }
    }
    service = await loseCounters(service)
  }
  expect(evaluated).toBe(10)
})

it('with the counters lost, the right code of a full number is refused too, and says why', async () => {
  let service = await startTestService()
  for (let challenge = 0; challenge < 2; challenge++) {
    const { id } = await open(service)
    const code = wrongCodeFor(await codeOf(service, id))
    for (let guess = 0; guess < 5; guess++)
      await service.post(`/v1/challenges/${id}/verify`, { code })
    service = await loseCounters(service)
  }
  const { id } = await open(service)
  const code = await codeOf(service, id)
  const { body } = await service.post(`/v1/challenges/${id}/verify`, { code })
  expect(body).toMatchObject({ code: 'limit-reached', limit: 'wrong-codes-24h' })
})

/** Redis restarted without its file; in process, the service restarted. */
async function loseCounters(service: TestService): Promise<TestService> {
  const [url] = service.config.redisUrls
  if (url !== undefined && inject('servers')) {
    const redis = new Redis(url)
    await redis.flushdb()
    redis.disconnect()
    return service
  }
  await service.stop()
  return startTestService({ folder: service.folder })
}
