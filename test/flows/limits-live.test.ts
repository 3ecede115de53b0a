import { expect, it } from 'vitest'
import { defaultLimits, type LimitSet } from '../../src/limits/index.ts'
import { eventually } from '../support/eventually.ts'
import { startTestService, type TestService } from '../support/test-service.ts'

const reason = 'For tonight.'
const HOUR_MS = 3_600_000

const shared = new Set(['tenant', 'country', 'global'])

/** A quota that is seen in a header; no number of questions here fills what all share. */
const withQuota = (quota: number): LimitSet => ({
  ...defaultLimits,
  rules: defaultLimits.rules.map((rule) => {
    if (rule.name === 'number-30d') return { ...rule, quota }
    return shared.has(rule.subject) ? { ...rule, quota: rule.quota * 20 } : rule
  }),
})

/** The next number has other neighbours. */
let number = 620_000_000

/** The quota that an instance goes by now, as it tells whoever starts a challenge. */
async function quotaAt({ post }: TestService): Promise<number> {
  number += 10_007
  const { headers, status } = await post('/v1/challenges', { to: `0${number}` })
  expect(status).toBe(201)
  return Number(/"number-30d";q=(\d+)/.exec(headers.get('ratelimit-policy') ?? '')?.[1])
}

async function startThree(env: Record<string, string> = {}) {
  const first = await startTestService({ env })
  const { folder } = first
  return [
    first,
    await startTestService({ env, folder }),
    await startTestService({ env, folder }),
  ] as const
}

/** How long after the answer the last of them still went by something else. */
async function lastOtherMs(services: readonly TestService[], quota: number): Promise<number> {
  const answeredAt = Date.now()
  const waits = services.map(async (service) => {
    let otherAt = answeredAt
    await eventually(
      async () => {
        const askedAt = Date.now()
        const seen = await quotaAt(service)
        if (seen !== quota) otherAt = askedAt
        return seen
      },
      (seen) => seen === quota,
    )
    return otherAt - answeredAt
  })
  return Math.max(...(await Promise.all(waits)))
}

it.each([
  ['told by a signal, where there is one', {}],
  ['without any signal between them', { REDIS_URL: '' }],
])('a change is live on three instances within a second, %s', async (_, env) => {
  const three = await startThree(env)
  expect(await Promise.all(three.map(quotaAt))).toEqual([60, 60, 60])
  for (const [index, by] of three.entries()) {
    const quota = 70 + index
    expect((await by.put('/v1/limits', { limits: withQuota(quota), reason })).status).toBe(200)
    expect(await lastOtherMs(three, quota)).toBeLessThan(1000)
  }
  await three[2].post('/v1/limits/versions/1/restore', { reason: 'Morning.' })
  expect(await lastOtherMs(three, 70)).toBeLessThan(1000)
})

it('an instance that starts later goes by the newest version', async () => {
  const first = await startTestService()
  await first.put('/v1/limits', { limits: withQuota(75), reason })
  const second = await startTestService({ folder: first.folder })
  expect(await quotaAt(second)).toBe(75)
})

it('an override holds for its tenant, and ends at its time with nobody doing anything', async () => {
  const service = await startTestService()
  const until = new Date(service.clock.now() + HOUR_MS).toISOString()
  const override = { tenant: 'demo', rule: 'number-30d', quota: 90, until, reason }
  const other = { ...override, tenant: 'other', quota: 91 }
  const limits = { ...defaultLimits, overrides: [override, other] }
  await service.put('/v1/limits', { limits, reason })
  await eventually(
    () => quotaAt(service),
    (quota) => quota === 90,
  )
  service.clock.advance(HOUR_MS - 60_000)
  expect(await quotaAt(service)).toBe(90)
  service.clock.advance(60_000)
  expect(await quotaAt(service)).toBe(60)
})
