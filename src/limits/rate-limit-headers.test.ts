import { describe, expect, it } from 'vitest'
import type { Standing } from './limiter.ts'
import { rateLimitHeaders, retryAfterSeconds } from './rate-limit-headers.ts'

const standing = (remaining: number, retryAfterMs: number): Standing => ({
  limit: { name: 'number-1h', quota: 5, windowSeconds: 3600 },
  remaining,
  retryAfterMs,
})

describe('rateLimitHeaders', () => {
  it('tells each policy, what is left of it, and the wait where nothing is', () => {
    const full: Standing = {
      limit: { name: 'number-10m', quota: 3, windowSeconds: 600 },
      remaining: 0,
      retryAfterMs: 119_001,
    }
    expect(rateLimitHeaders([standing(4, 0), full])).toEqual({
      'RateLimit-Policy': '"number-1h";q=5;w=3600, "number-10m";q=3;w=600',
      RateLimit: '"number-1h";r=4, "number-10m";r=0;t=120',
    })
  })

  it('an answer that was not limited carries no header', () => {
    expect(rateLimitHeaders([])).toEqual({})
  })
})

describe('retryAfterSeconds', () => {
  it.each([
    [0, 0],
    [1, 1],
    [1000, 1],
    [1001, 2],
  ])('%i ms are %i whole seconds: never too early', (ms, seconds) => {
    expect(retryAfterSeconds(standing(0, ms))).toBe(seconds)
  })
})
