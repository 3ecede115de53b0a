import { numberFactorId } from './ids.ts'

const entry = {
  seq: 41,
  id: 'ev_8f2d4a07c3b96e51d0a7f4c28b3e9610d5a2c7f4',
  at: '2026-11-02T09:30:48.000Z',
  kind: 'factor.confirmed',
  actor: null,
  about: numberFactorId,
  agent: null,
  ip: null,
  detail: { method: 'voice' },
  erasedBy: null,
  salt: '4f1d0c7ab2e9638507d4f1a2c6b3e980',
  digest: '9d2f6b1c04e7a8537b1e90d2c4f85a6371c0e8b92f4d6a35c8e1f7020f5c2a91',
  hash: '3b8e1f702d4f85a6371c0e8b92f4d6a35c8e1f70290b2e7d4a856c3f1e029a17',
}

export const auditLines = `${JSON.stringify(entry)}\n`
