import { describe, expect, it } from 'vitest'
import { parseWebhookPolicy, retriesAfter } from './policy.ts'

describe('how a webhook is fetched', () => {
  it('has the documented defaults: 15 seconds in all, one retry, only when not connected', () => {
    const policy = parseWebhookPolicy('https://otp.example.nl/answer')
    expect(policy).toMatchObject({ connectMs: 5_000, readMs: 15_000, totalMs: 15_000, retries: 1 })
    expect(retriesAfter(policy, 'ct')).toBe(true)
    expect(retriesAfter(policy, '5xx')).toBe(false)
  })

  it('can be asked for in the fragment', () => {
    const policy = parseWebhookPolicy('https://otp.example.nl/s?a=1#ct=2000&rt=4000&rc=2&rp=5xx,rt')
    expect(policy).toMatchObject({ connectMs: 2_000, readMs: 4_000, retries: 2 })
    expect(retriesAfter(policy, '5xx')).toBe(true)
    expect(retriesAfter(policy, 'ct')).toBe(false)
  })

  it.each(['rc=9', 'ct=0', 'rt=99999', 'tt=-1', 'rc=', 'ct=1e3', 'nonsense'])(
    'keeps its default when asked for %s',
    (fragment) => {
      const { retryOn: _, ...policy } = parseWebhookPolicy(`https://otp.example.nl/#${fragment}`)
      expect(policy).toEqual({ connectMs: 5_000, readMs: 15_000, totalMs: 15_000, retries: 1 })
    },
  )
})
