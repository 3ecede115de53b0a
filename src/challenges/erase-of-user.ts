import { eraseGuardedOf } from '../guard/index.ts'
import type { Store } from '../store/index.ts'

/** Deletes the challenges of a user with their calls, and tells what they were known by. */
export async function eraseChallengesOf(
  within: Store,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<{ ids: readonly string[]; numberSubjects: readonly string[] }> {
  const challenges = await within
    .deleteFrom('challenges')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', userId)
    .returning(['id', 'number_subject', 'user_subject'])
    .execute()
  const ids = challenges.map(({ id }) => id)
  if (ids.length === 0) return { ids, numberSubjects: [] }
  const subjects = challenges.flatMap((one) => [one.number_subject, one.user_subject])
  await eraseGuardedOf(within, {
    ...{ tenantId, challengeIds: ids, subjects: [...new Set(subjects)] },
  })
  const calls = await within
    .deleteFrom('calls')
    .where('made_for', 'in', ids)
    .returning('id')
    .execute()
  return {
    ids: [...ids, ...calls.map(({ id }) => id)],
    numberSubjects: [...new Set(challenges.map(({ number_subject }) => number_subject))],
  }
}
