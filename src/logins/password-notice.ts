import type { User } from '../factors/index.ts'
import type { Notice } from '../notices/index.ts'

export const toRecipient = ({ id, emails, locale }: User) => ({ id, emails, locale })

/** Told at every address, whoever changed it. */
export function passwordNotice(user: User, at: number, from?: string): Notice {
  return {
    ...{ tenantId: user.tenantId, at, user: toRecipient(user) },
    ...(from !== undefined && { from }),
    ...{ kind: 'password-changed', details: {} },
  }
}
