import { nameDigest, readName } from './login-name.ts'
import type { LoginParts } from './parts.ts'

/** Whose login name it is, for those who help users; null when nobody has it. */
export async function findUserOfName(
  parts: Pick<LoginParts, 'store' | 'pseudonym'>,
  { tenantId, name: typed }: { readonly tenantId: string; readonly name: string },
): Promise<string | null> {
  const name = readName(typed)
  if (name === null) return null
  const row = await parts.store
    .selectFrom('logins')
    .select('user_id')
    .where('tenant_id', '=', tenantId)
    .where('name_digest', '=', nameDigest(parts, { tenantId, name }))
    .executeTakeFirst()
  return row?.user_id ?? null
}
