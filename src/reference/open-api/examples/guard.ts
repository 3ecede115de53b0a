import { limitsDocument } from './limits.ts'

export const explainedRefusal = {
  reference: 'K7-42-MP',
  kind: 'call',
  limit: 'number-10m',
  at: '2026-11-02T09:30:00.000Z',
  until: '2026-11-02T09:38:12.000Z',
  over: false,
  rules: [
    { rule: 'number-60s', used: 0, quota: 1, shadowRefused: false },
    { rule: 'number-10m', used: 3, quota: 3, shadowRefused: false },
    { rule: 'spend-tenant-24h', used: 4.35, quota: 50, shadowRefused: false },
  ],
}

export const exemptionBody = {
  userId: 'anna',
  hours: 1,
  reason: 'Called back on the number we know.',
  agent: 'kim',
}

export const exemption = {
  id: 'ex_62d0a7f48b1c3e9502f7d8a46c1b0e93d5f7a284',
  calls: 1,
  expiresAt: '2026-11-02T10:30:00.000Z',
}

export const replayBegun = {
  ...{ id: 'tr_9c31f0e2b5a84d6f7e1c2b3a4d5e6f708192a3b4', status: 'running', done: 0, total: 0 },
  ...{ startedAt: '2026-11-02T09:30:00.000Z', result: null },
}

export const replayProgress = { ...replayBegun, done: 410_000, total: 1_000_000 }

export const replayBody = { limits: limitsDocument, from: '2026-10-26T00:00:00.000Z' }

export const replay = {
  decisions: 3120,
  refusedThen: 41,
  refusedNow: 52,
  newlyRefused: { count: 14, laterVerified: 0, costMicros: 2_380_000 },
  newlyAllowed: { count: 3, laterVerified: 0, costMicros: 255_000 },
  costDeltaMicros: -2_125_000,
  worstHit: [
    {
      tenantId: 'callvoip',
      limit: 'prefix-unverified-1h',
      subject: 'q83vASNFZ4kq83vASNFZ4kq83vASNFZ4kq83vASNFZ4',
      count: 9,
      laterVerified: 0,
    },
  ],
}
