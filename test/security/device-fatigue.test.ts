import { expect, it } from 'vitest'
import { userWithApp } from '../support/phone-app.ts'
import { startPushService, toLoopback } from '../support/push-service.ts'
import { startTestService } from '../support/test-service.ts'

const minutes = (count: number) => count * 60_000

async function withPush() {
  const service = await startTestService({ parts: { publicFetch: toLoopback } })
  const app = await userWithApp(service, 'anna')
  const pushes = await startPushService()
  await service.put('/device/push', pushes.subscribe().subscription, app.asDevice)
  // Pairing sent a code as well.
  service.clock.advance(24 * minutes(60))
  return { service, app, pushes }
}

/** Gain (T8): a tired user, who types a code in to make it stop. With a valid password, for a day. */
it('whoever holds the password wakes the phone ten times in 24 hours, and no more', async () => {
  const { service, pushes } = await withPush()
  let sent = 0
  for (let quarter = 0; quarter < 24 * 12; quarter++) {
    const opened = await service.post('/v1/challenges', { userId: 'anna' })
    if (opened.status === 201) sent += 1
    const { id = '' } = opened.body
    const resent = id && (await service.post(`/v1/challenges/${id}/resend`))
    if (resent && resent.status === 202) sent += 1
    service.clock.advance(minutes(5) - 1000)
  }
  expect(sent).toBe(10)
  await service.stop()
  expect(pushes.pushed).toHaveLength(10)
})

it('the ladder holds for messages to the app as for calls', async () => {
  const { service, pushes } = await withPush()
  const { id } = (await service.post('/v1/challenges', { userId: 'anna' })).body
  const resend = () => service.post(`/v1/challenges/${id}/resend`)
  const together = await Promise.all(Array.from({ length: 20 }, resend))
  expect(new Set(together.map(({ body }) => body.code))).toEqual(new Set(['resend-too-soon']))
  service.clock.advance(minutes(1))
  const later = await Promise.all(Array.from({ length: 20 }, resend))
  expect(later.filter(({ status }) => status === 202)).toHaveLength(1)
  await service.stop()
  expect(pushes.pushed).toHaveLength(2)
})

it('one "dit was ik niet", and the phone stays silent for a day', async () => {
  const { service, app, pushes } = await withPush()
  const { id } = (await service.post('/v1/challenges', { userId: 'anna' })).body
  await pushes.nthPush(1)
  await service.post(`/device/challenges/${id}/report`, undefined, app.asDevice)
  for (let hour = 0; hour < 23; hour++) {
    service.clock.advance(minutes(60))
    const opened = await service.post('/v1/challenges', { userId: 'anna' })
    expect(opened.body).toMatchObject({ code: 'limit-reached', limit: 'stopped' })
  }
  await service.stop()
  expect(pushes.pushed).toHaveLength(1)
})
