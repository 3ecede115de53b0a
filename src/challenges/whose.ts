import type { Factor } from '../factors/index.ts'
import type { Purpose } from './challenge.ts'
import type { ChallengeParts } from './parts.ts'

/** Whom a challenge is for, and what that is counted against. */
export interface Whose {
  readonly purpose: Purpose
  readonly userId: string | null
  readonly factorId: string | null
  readonly userSubject: string
  readonly factorSubject: string
}

/** For a bare number, the number stands for the user and for the factor. */
export function ofNumber(numberSubject: string): Whose {
  const subjects = { userSubject: numberSubject, factorSubject: numberSubject }
  return { purpose: 'login', userId: null, factorId: null, ...subjects }
}

export function ofFactor(
  { pseudonym }: Pick<ChallengeParts, 'pseudonym'>,
  { id, tenantId, userId }: Factor,
  purpose: Purpose,
): Whose {
  return {
    ...{ purpose, userId, factorId: id },
    userSubject: pseudonym('user', `${tenantId}\0${userId}`),
    factorSubject: pseudonym('factor', id),
  }
}
