import type { Store } from '../store/index.ts'
import type { LoginParts } from './parts.ts'
import { placeOf } from './place.ts'

/** A round of proof, as far as it matters here. */
interface Round {
  readonly tenantId: string
  readonly userId: string | null
  readonly purpose: string
  readonly status: string
  /** Where it came from, as the panel saw it; sealed until it is asked for. */
  readonly ip: () => string | undefined
}

/**
 * Where somebody proved who they are is a place from which strangers do not keep them out (T24). Our
 * own panel knows more of those, by its sessions; one that asks by the API has none. Part of the
 * transaction that approves.
 */
export async function followApproval(
  parts: Pick<LoginParts, 'pseudonym'>,
  within: Store,
  round: Round,
): Promise<void> {
  const { tenantId, userId, purpose, status } = round
  if (userId === null || purpose !== 'login' || status !== 'approved') return
  const address = round.ip()
  if (address === undefined) return
  const { ip: known } = placeOf(parts, address)
  await within
    .updateTable('logins')
    .set({ known_ip: known })
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .where('known_ip', 'is distinct from', known)
    .execute()
}
