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

export const keySet = {
  keys: [
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'sk_8b1f6c2e90d34a57b7c8e1d2f3a4b5c6d7e8f901',
      use: 'sig',
      alg: 'EdDSA',
    },
  ],
}

export const events = `id: 1
event: challenge
data: ${JSON.stringify(ringing)}

: still here
`

export const metrics = `# HELP belcode_calls_total Calls that reached a status.
# TYPE belcode_calls_total counter
belcode_calls_total{carrier="simulated",status="completed"} 12
`
