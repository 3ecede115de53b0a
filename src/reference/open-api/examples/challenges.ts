import { numberFactorId, totpFactorId, userId } from './ids.ts'

const id = 'ch_0f5c2a91d7e84b6a3c1f90b2e7d4a856c3f1e029'

/** Answers as they look on the wire; `test/http/reference.test.ts` holds them against the schemas. */
export const challenge = {
  id,
  status: 'open',
  method: 'voice',
  to: '+31 6 •••• ••78',
  codeLength: 6,
  createdAt: '2026-11-02T09:30:00.000Z',
  expiresAt: '2026-11-02T09:35:00.000Z',
  attemptsLeft: 5,
  resend: { available: false, availableAt: '2026-11-02T09:31:00.000Z', left: 2 },
  otherMethods: [],
  call: {
    id: 'ca_5d3b7e01f8c24a9686e1b0d9c47f2a35e8610b7c',
    status: 'queued',
    gateDigits: null,
  },
}

export const ringing = { ...challenge, call: { ...challenge.call, status: 'ringing' } }

export const switched = {
  ...challenge,
  method: 'totp',
  to: 'totp',
  resend: { available: false, availableAt: null, left: 0 },
  otherMethods: [{ factorId: numberFactorId, method: 'voice', label: 'mijn mobiel' }],
  call: null,
}

export const cancelled = {
  ...challenge,
  status: 'cancelled',
  resend: { available: false, availableAt: null, left: 0 },
  call: { ...challenge.call, status: 'cancelled' },
}

export const approved = {
  status: 'approved',
  approvedAt: '2026-11-02T09:30:48.000Z',
  assertion: 'eyJhbGciOiJFZERTQSIsImtpZCI6InNrX…',
}

export const redeemed = {
  subject: userId,
  methods: ['otp', 'mfa'],
  factorId: totpFactorId,
  issuedAt: '2026-11-02T09:30:48.000Z',
  expiresAt: '2026-11-02T09:35:48.000Z',
}

export const events = `id: 1
event: challenge
data: ${JSON.stringify(ringing)}

: still here
`
