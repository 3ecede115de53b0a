import { appFactorId, numberFactorId, userId } from './ids.ts'
import { newcomer, user } from './users.ts'

export const resetId = 're_62d0a7f48b1c3e9502f7d8a46c1b0e93d5f7a284'

const acting = { agent: 'kim', reason: 'Phone lost; called back on the number we know.' }

export const actBody = acting
export const agentBody = { agent: 'lee' }
export const extensionBody = { until: '2026-12-15T00:00:00.000Z', ...acting }
export const completeBody = { agent: 'kim' }
export const entryBody = { token: '3q2-7wAAAAAAAAAAAAAAAAAAAAA' }
export const cancelBody = { token: `${resetId}.q83vASNFZ4kq83vASNFZ4kq83vASNFZ4kq83vASNFZ4` }

const reset = {
  id: resetId,
  userId,
  status: 'waiting',
  needs: ['waiting'],
  reason: acting.reason,
  requestedBy: 'kim',
  approvedBy: null,
  createdAt: '2026-11-02T09:30:00.000Z',
  readyAt: '2026-11-03T09:30:00.000Z',
  expiresAt: '2026-11-09T09:30:00.000Z',
  closedAt: null,
  entry: null,
}
const warnings = [{ code: 'addresses-changed', at: '2026-10-30T14:05:00.000Z' }]

export const requested = { ...reset, warnings }

export const approved = {
  ...requested,
  approvedBy: 'lee',
  readyAt: '2026-11-03T10:00:00.000Z',
  expiresAt: '2026-11-09T10:00:00.000Z',
}

export const cancelled = {
  ...requested,
  status: 'cancelled',
  needs: [],
  closedAt: '2026-11-02T11:12:00.000Z',
}

export const completed = {
  ...requested,
  status: 'done',
  needs: [],
  closedAt: '2026-11-03T09:41:00.000Z',
  entry: { expiresAt: '2026-11-04T09:41:00.000Z', open: true },
  factorIds: [numberFactorId],
}

export const refusal = {
  reference: 'K7-42-MP',
  limit: 'number-10m',
  at: '2026-11-02T09:24:10.000Z',
  until: '2026-11-02T09:31:40.000Z',
  over: false,
}

export const helpdeskUser = {
  user,
  warnings,
  resets: [reset],
  stops: [],
  refusals: [refusal],
  challenges: [
    {
      id: 'ch_0f5c2a91d7e84b6a3c1f90b2e7d4a856c3f1e029',
      at: '2026-11-02T09:21:00.000Z',
      purpose: 'login',
      method: 'voice',
      status: 'expired',
      call: { status: 'no-answer', reason: null },
    },
  ],
}

export const extended = { extensionUntil: extensionBody.until, user: newcomer }

export const pairingCode = {
  factorId: appFactorId,
  pairingCode: '7KQ4M-2XD9V',
  expiresAt: '2026-11-02T09:45:00.000Z',
}

export const entry = { userId, purpose: 'set-up' }
export const stopped = { userId, status: 'cancelled' }
