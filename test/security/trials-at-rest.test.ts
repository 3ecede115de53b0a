import { expect, it } from 'vitest'
import { defaultLimits } from '../../src/limits/index.ts'
import { open } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import { finishTrial, readTrial } from '../support/trials.ts'

/** Gain: who calls from where, out of what is kept of limits that were tried. */

const HOUR_MS = 3_600_000
const limits = {
  ...defaultLimits,
  trusted: [{ tenant: 'demo', number: '+31687654321', reason: 'The front desk.' }],
  offices: [{ tenant: 'demo', network: '203.0.113.77', times: 5, reason: 'The office.' }],
}

const stored = ({ store }: TestService) => store.selectFrom('limit_trials').selectAll().execute()

it('what names numbers and addresses lies sealed, and is in no log, answer or address', async () => {
  const service = await startTestService()
  const id = await finishTrial(service, limits)
  const kept = [await stored(service), await readTrial(service, id), service.logged()]
  expect(JSON.stringify(kept)).not.toMatch(/87654321|203\.0\.113|front desk/)
})

it('a trial goes after a day, and before it what it found of a user who is erased', async () => {
  const service = await startTestService()
  const { clock } = service
  await open(service, { to: '+31687654321' })
  await service.put('/v1/users/anna', {})
  const added = await service.post('/v1/users/anna/factors', {
    ...{ method: 'voice', number: '+31612345678' },
  })
  const code = await codeOf(service, added.body.challenge.id)
  const path = `/v1/users/anna/factors/${added.body.factor.id}/confirm`
  expect((await service.post(path, { code })).status).toBe(200)
  await service.service.tidy()
  const rules = defaultLimits.rules.map((rule) =>
    rule.name === 'global-1h' ? { ...rule, quota: 1 } : rule,
  )
  const hit = await finishTrial(service, { ...defaultLimits, rules })
  const other = await finishTrial(service)
  const [worst] = (await readTrial(service, hit)).result.worstHit
  expect(worst).toMatchObject({ tenantId: 'demo', count: 1 })

  expect((await service.delete('/v1/users/anna')).status).toBeLessThan(300)
  expect((await stored(service)).map(({ id }) => id)).toEqual([other])

  clock.advance(23 * HOUR_MS)
  await service.service.tidy()
  expect(await stored(service)).toHaveLength(1)
  clock.advance(HOUR_MS + 1)
  await service.service.tidy()
  expect(await stored(service)).toEqual([])
})
