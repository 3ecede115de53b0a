import { monthsLater } from './months-later.ts'
import type { TenantPolicy } from './policy.ts'

/** What decides when a password has to be changed, and when it stops working. */
export type PasswordDates = Pick<TenantPolicy, 'passwordsFrom'>

const MONTHS_TO_CHANGE = 3

/** Whether a password that was set then has to be changed at the next login. */
export function isPasswordOld({ passwordsFrom }: PasswordDates, setAt: number, now: number) {
  return passwordsFrom !== null && passwordsFrom <= now && setAt < passwordsFrom
}

/** When passwords that were not changed stop working; null: they do not. */
export function passwordsOverAt({ passwordsFrom }: PasswordDates): number | null {
  return passwordsFrom === null ? null : monthsLater(passwordsFrom, MONTHS_TO_CHANGE)
}

/** Whether a password that was set then has stopped working. */
export function isPasswordOver(dates: PasswordDates, setAt: number, now: number): boolean {
  const overAt = passwordsOverAt(dates)
  return overAt !== null && overAt <= now && isPasswordOld(dates, setAt, now)
}
