import type { UserKey } from '../factors/index.ts'
import type { LoginParts } from './parts.ts'

const LONGEST = 128

/** As its user wrote it; null when it is empty, too long, or holds what cannot be seen. */
export function readName(typed: string): string | null {
  const name = typed.normalize('NFC').trim()
  const isName = name !== '' && Array.from(name).length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(name)
  return isName ? name : null
}

/** The one form of all that is the same name: nobody remembers capitals. */
function toComparable(name: string): string {
  return name.normalize('NFC').trim().toLowerCase().normalize('NFC')
}

/** How a name is looked up and counted, whether or not anybody has it. */
export function nameDigest(
  { pseudonym }: Pick<LoginParts, 'pseudonym'>,
  { tenantId, name }: { readonly tenantId: string; readonly name: string },
): string {
  return pseudonym('login', `${tenantId}\0${toComparable(name)}`)
}

export const namePurpose = ({ tenantId, userId }: UserKey) =>
  `tenant:${tenantId}:user:${userId}:login-name`
