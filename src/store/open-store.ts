import type { Kysely } from 'kysely'
import { examineDatabase, type Finding } from '../platform/database/examine-database.ts'
import { connectDatabase, openDatabase } from '../platform/database/open-database.ts'
import * as callsAndChallenges from './migrations/0001-calls-and-challenges.ts'
import * as oneOpenChallenge from './migrations/0002-one-open-challenge.ts'
import * as usersAndFactors from './migrations/0003-users-and-factors.ts'
import * as notices from './migrations/0004-notices.ts'
import * as auditChain from './migrations/0005-audit-chain.ts'
import * as loginContext from './migrations/0006-login-context.ts'
import * as resets from './migrations/0007-resets.ts'
import * as logins from './migrations/0008-logins.ts'
import * as limits from './migrations/0009-limits.ts'
import * as guard from './migrations/0010-guard.ts'
import * as operators from './migrations/0011-operators.ts'
import * as limitTrials from './migrations/0012-limit-trials.ts'
import type { Tables } from './tables.ts'

/** The database of the service, or a transaction in it. */
export type Store = Kysely<Tables>

/** Applied in this order, once each; an applied one never changes. */
const migrations = {
  '0001-calls-and-challenges': callsAndChallenges,
  '0002-one-open-challenge': oneOpenChallenge,
  '0003-users-and-factors': usersAndFactors,
  '0004-notices': notices,
  '0005-audit-chain': auditChain,
  '0006-login-context': loginContext,
  '0007-resets': resets,
  '0008-logins': logins,
  '0009-limits': limits,
  '0010-guard': guard,
  '0011-operators': operators,
  '0012-limit-trials': limitTrials,
}

export function openStore(url: string): Promise<Store> {
  return openDatabase<Tables>(url, migrations)
}

/** What is wrong with the database at a URL; leaves it as it is. */
export async function examineStore(url: string): Promise<Finding[]> {
  const db = connectDatabase<Tables>(url)
  try {
    return await examineDatabase(db, migrations)
  } finally {
    await db.destroy()
  }
}
