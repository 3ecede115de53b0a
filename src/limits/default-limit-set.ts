import { defaultRules } from './default-limits.ts'
import type { LimitSet } from './limit-set.ts'

/** What a new installation starts with. Prices are what carriers ask at most; theirs replace them. */
export const defaultLimits: LimitSet = {
  rules: [...defaultRules],
  overrides: [],
  offices: [],
  trusted: [],
  prices: [
    { country: 'NL', kind: 'mobile', euros: 0.085 },
    { country: 'NL', kind: 'fixed-line', euros: 0.015 },
    { country: '*', kind: '*', euros: 0.25 },
  ],
  breaker: {
    ...{ calls: 50, least: 20, below: 0.2, forSeconds: 3600 },
    scopes: ['prefix', 'country', 'tenant', 'carrier'],
  },
  alarms: { spendAt: [0.5, 0.8, 1], verifiedShareBelow: 0.5, wrongCodesAbove: 0.3 },
}
