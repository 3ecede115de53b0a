import type { FastifyRequest } from 'fastify'
import { callerOf } from '../accounts/index.ts'
import { type Factor, findFactors } from '../factors/index.ts'
import type { EnrolmentParts } from './parts.ts'
import { problems } from './problems.ts'

export type ProofFault = 'missing' | 'expired' | 'wrong-user' | 'factor-gone' | 'held'

/**
 * Whoever has a factor proves it before factors change: the session alone is not enough (OWASP ASVS
 * 7.5.1). A number that was just changed proves logins, but nothing here (T7). Returns the factors.
 */
export async function requireProof(
  parts: EnrolmentParts,
  request: FastifyRequest,
  userId: string,
): Promise<readonly Factor[]> {
  const { tenantId } = callerOf(request)
  const { store, clock } = parts.challenges
  const factors = await findFactors(store, { tenantId, userId, now: clock.now() })
  const confirmed = factors.filter(({ state }) => state === 'confirmed')
  if (confirmed.length === 0) return factors
  const fault = await findFault(parts, request, { tenantId, userId, confirmed })
  if (fault) throw problems.proofNeeded({ reason: fault })
  return factors
}

interface Claimed {
  readonly tenantId: string
  readonly userId: string
  readonly confirmed: readonly Factor[]
}

async function findFault(
  { challenges: { signer, clock } }: EnrolmentParts,
  { headers }: FastifyRequest,
  { tenantId, userId, confirmed }: Claimed,
): Promise<ProofFault | null> {
  const { proof } = headers
  if (typeof proof !== 'string' || proof === '') return 'missing'
  const claims = await signer.verifyAssertion(proof, { tenantId, now: clock.now() })
  if (!claims) return 'expired'
  if (claims.subject !== userId) return 'wrong-user'
  const factor = confirmed.find(({ id }) => id === claims.factorId)
  if (!factor) return 'factor-gone'
  return factor.heldUntil === null ? null : 'held'
}
