import type { User } from '../../factors/index.ts'
import type { Store } from '../../store/index.ts'
import type { Activity } from './settings-page.tsx'
import { type ActivityKind, activityTexts } from './settings-texts.ts'

const MOST = 12
const kinds = Object.keys(activityTexts.nl) as ActivityKind[]

/** What happened to a user lately, from the log: about the person, or about one of the challenges. */
export async function findActivity(
  store: Store,
  { tenantId, id }: Pick<User, 'tenantId' | 'id'>,
): Promise<readonly Activity[]> {
  const challenges = store
    .selectFrom('challenges')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('user_id', '=', id)
  const rows = await store
    .selectFrom('audit_events')
    .select(['kind', 'at'])
    .where('tenant_id', '=', tenantId)
    .where('kind', 'in', kinds)
    .where(({ or, eb }) => or([eb('about', '=', id), eb('about', 'in', challenges)]))
    .orderBy('at', 'desc')
    .limit(MOST)
    .execute()
  return rows.map(({ kind, at }) => ({ kind: kind as ActivityKind, at }))
}
