import { expect, it } from 'vitest'
import { open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService } from '../support/test-service.ts'

/** Gain: who called from where, out of what is kept to explain decisions. */

const ADDRESS = '192.0.2.17'
const MONTH_MS = 31 * 24 * 3_600_000

it('decisions hold neither numbers nor addresses, go after a month, and with their user at once', async () => {
  const service = await startTestService()
  const { store } = service
  await open(service, { to: '+31687654321', context: { ip: ADDRESS } })
  await service.put('/v1/users/anna', {})
  const added = await service.post('/v1/users/anna/factors', {
    ...{ method: 'voice', number: '+31612345678' },
  })
  const code = await codeOf(service, added.body.challenge.id)
  const path = `/v1/users/anna/factors/${added.body.factor.id}/confirm`
  expect((await service.post(path, { code })).status).toBe(200)
  for (let turn = 0; turn < 3; turn++) await service.post('/v1/challenges', { userId: 'anna' })
  await service.service.tidy()

  const rows = () => store.selectFrom('decisions').selectAll().execute()
  const kept = await rows()
  expect(kept.length).toBe(5)
  expect(kept.filter(({ verdict }) => verdict === 'refused').length).toBeGreaterThan(0)
  expect(JSON.stringify(kept)).not.toMatch(/12345678|87654321|192\.0\.2|anna/)

  // Refusals have no challenge, and are found all the same.
  expect((await service.delete('/v1/users/anna')).status).toBeLessThan(300)
  expect(await rows()).toHaveLength(1)

  service.clock.advance(MONTH_MS)
  await service.service.tidy()
  expect(await rows()).toEqual([])
})
