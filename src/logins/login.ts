import { isPasswordOld, isPasswordOver, type PasswordDates } from '../accounts/index.ts'
import type { Tables } from '../store/index.ts'

/** How one user logs in. */
export interface Login {
  readonly tenantId: string
  readonly userId: string
  readonly nameDigest: string
  readonly passwordHash: string
  readonly passwordSetAt: number
  readonly mustChangeAt: number | null
}

export function toLogin(row: Tables['logins']): Login {
  return {
    ...{ tenantId: row.tenant_id, userId: row.user_id, nameDigest: row.name_digest },
    ...{ passwordHash: row.password_hash, passwordSetAt: row.password_set_at },
    mustChangeAt: row.must_change_at,
  }
}

type PasswordState = Pick<Login, 'passwordSetAt' | 'mustChangeAt'>

/** Whether the next thing that its user does is to choose a new password. */
export function mustChange(
  { passwordSetAt, mustChangeAt }: PasswordState,
  dates: PasswordDates,
  now: number,
): boolean {
  return mustChangeAt !== null || isPasswordOld(dates, passwordSetAt, now)
}

/** The hash that a password is tried against; null when none works any more, whatever is stored. */
export function workingHash(login: Login, dates: PasswordDates, now: number): string | null {
  return isPasswordOver(dates, login.passwordSetAt, now) ? null : login.passwordHash
}
