import type { FastifyRequest } from 'fastify'
import { callerOf } from '../accounts/index.ts'
import { findFactors } from '../factors/index.ts'
import type { EnrolmentParts } from './parts.ts'
import { problems } from './problems.ts'

export type ProofFault =
  | 'missing'
  | 'expired'
  | 'wrong-user'
  | 'factor-gone'
  | 'held'
  /** Every factor of the user is disabled: the helpdesk alone leads on. */
  | 'reset-needed'

/**
 * Whoever has a factor proves it before factors change: the session alone is not enough (OWASP ASVS
 * 7.5.1). A number that was just changed proves logins, but nothing here (T7).
 */
export async function requireProof(
  parts: EnrolmentParts,
  request: FastifyRequest,
  userId: string,
): Promise<void> {
  const { tenantId } = callerOf(request)
  const { proof } = request.headers
  const given = typeof proof === 'string' ? proof : ''
  const fault = await findProofFault(parts, { tenantId, userId, proof: given })
  if (fault) throw problems.proofNeeded({ reason: fault })
}

interface Given {
  readonly tenantId: string
  readonly userId: string
  readonly proof: string
}

/**
 * Null: factors may change. So may those of a newcomer; but whoever had a factor that was disabled is
 * none: else a hundred wrong codes would be a way around it.
 */
export async function findProofFault(
  { challenges: { store, signer, clock } }: EnrolmentParts,
  { tenantId, userId, proof }: Given,
): Promise<ProofFault | null> {
  const now = clock.now()
  const factors = await findFactors(store, { tenantId, userId, now })
  const confirmed = factors.filter(({ state }) => state === 'confirmed')
  if (confirmed.length === 0)
    return factors.some(({ state }) => state === 'disabled') ? 'reset-needed' : null
  if (proof === '') return 'missing'
  const claims = await signer.verifyAssertion(proof, { tenantId, now })
  if (!claims) return 'expired'
  if (claims.subject !== userId) return 'wrong-user'
  const factor = confirmed.find(({ id }) => id === claims.factorId)
  if (!factor) return 'factor-gone'
  return factor.heldUntil === null ? null : 'held'
}
