const rule = {
  name: 'number-10m',
  quota: 3,
  windowSeconds: 600,
  subject: 'number',
  counts: 'calls',
  reason: 'Three calls are enough for one login; more in ten minutes is pestering.',
}

const limits = {
  rules: [rule],
  overrides: [
    {
      tenant: 'callvoip',
      rule: 'tenant-1h',
      quota: 900,
      until: '2023-07-19T20:00:00.000Z',
      reason: 'Everybody logs in again on the day that it becomes compulsory.',
    },
  ],
  offices: [
    { tenant: 'callvoip', network: '192.0.2.0/24', times: 5, reason: 'The office in Groningen.' },
  ],
  trusted: [{ tenant: 'callvoip', number: '+31612345678', reason: 'The phone at the front desk.' }],
  prices: [{ country: '*', kind: '*', euros: 0.25 }],
  breaker: { calls: 50, least: 20, below: 0.2, forSeconds: 3600, scopes: ['prefix', 'country'] },
  alarms: { spendAt: [0.5, 0.8, 1], verifiedShareBelow: 0.5, wrongCodesAbove: 0.3 },
}

/** A whole document. */
export const limitsDocument = limits

const version = {
  version: 12,
  author: 'key_5b1f0c7d9e2a4863b0d1f2a3c4e5968778695a4b',
  reason: 'The first day of compulsory two-factor login.',
  at: '2023-07-18T15:12:00.000Z',
  restoredFrom: null,
}

export const change = { limits, reason: version.reason, version: 11 }

export const changedLimits = { ...version, limits }

export const limitsNow = {
  ...changedLimits,
  pressure: [{ rule: rule.name, asked: 214, refused: 2, shadowRefused: 0, fullest: 1 }],
}

export const versions = { versions: [version] }

export const restoredLimits = {
  ...changedLimits,
  ...{ version: 13, reason: 'The day is over.', restoredFrom: 11 },
}
