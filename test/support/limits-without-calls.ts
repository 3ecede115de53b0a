import { defaultLimits } from '../../src/limits/index.ts'

const aboutCalls = /^(calls|unverified-calls|distinct-numbers|spend|in-flight)$/

/** The limits by default but for those on calls, for tests that make more of them and verify none. */
export const limitsWithoutCalls = {
  rules: defaultLimits.rules.filter(({ counts }) => !aboutCalls.test(counts)),
  breaker: { ...defaultLimits.breaker, scopes: [] },
}
