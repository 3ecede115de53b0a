import type { Caller } from '../accounts/index.ts'
import { eraseFromAudit } from '../audit/index.ts'
import { eraseChallengesOf } from '../challenges/index.ts'
import { eraseUser, findFactors } from '../factors/index.ts'
import { eraseNoticesOf } from '../notices/index.ts'
import type { EnrolmentParts } from './parts.ts'

/** One person, gone from every table and from what the audit log says; the log's chain holds. */
export async function eraseUserOf(
  { challenges }: EnrolmentParts,
  { tenantId, keyId }: Caller,
  userId: string,
): Promise<void> {
  const { store, clock } = challenges
  const at = clock.now()
  await store.transaction().execute(async (within) => {
    const whose = { tenantId, userId }
    const traces = await eraseChallengesOf(within, whose)
    const factors = await findFactors(within, { ...whose, now: at })
    await eraseNoticesOf(within, whose)
    const abouts = await eraseUser(within, whose)
    const by = { actor: keyId }
    const numbers = factors.flatMap(({ numberSubject }) => numberSubject ?? [])
    const mentions = [userId, ...numbers, ...traces.numberSubjects]
    await eraseFromAudit(within, {
      ...{ tenantId, abouts: [...abouts, ...traces.ids], mentions, at, by },
    })
  })
}
