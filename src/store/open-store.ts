import type { Kysely } from 'kysely'
import { openDatabase } from '../platform/database/open-database.ts'
import * as callsAndChallenges from './migrations/0001-calls-and-challenges.ts'
import type { Tables } from './tables.ts'

/** The database of the service, or a transaction in it. */
export type Store = Kysely<Tables>

/** Applied in this order, once each; an applied one never changes. */
const migrations = { '0001-calls-and-challenges': callsAndChallenges }

export function openStore(url: string): Promise<Store> {
  return openDatabase<Tables>(url, migrations)
}
