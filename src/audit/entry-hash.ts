import { createHash, randomBytes } from 'node:crypto'
import type { AuditEventRow } from '../store/index.ts'

/** What stands in front of the first entry of every chain. */
export const GENESIS = '0'.repeat(64)

export type Content = Pick<AuditEventRow, 'about' | 'agent' | 'ip' | 'detail'>

/** An entry without its content: every name of a row that nothing takes away. */
export type Entry = Pick<AuditEventRow, 'id' | 'tenant_id' | 'at' | 'kind' | 'actor'> & {
  readonly seq: number
  readonly digest: string
}

/** What is left of an entry's content when it has been taken away. */
export const blank = { about: '', agent: null, ip: null, detail: '{}', salt: null } as const

export function drawSalt() {
  return randomBytes(16).toString('hex')
}

/**
 * The entry is bound to its content by this alone, so that the content can go without a trace: who
 * does not have the salt cannot even try out what it was.
 */
export function digestContent(salt: string, { about, agent, ip, detail }: Content) {
  return sha256([salt, about, agent, ip, detail])
}

/** Over the entry before as well: whoever changes one has to change all that follow. */
export function hashEntry(
  previous: string,
  { tenant_id, seq, id, at, kind, actor, digest }: Entry,
) {
  return sha256([previous, tenant_id, seq, id, at, kind, actor, digest])
}

/** JSON of a list is the same wherever it is written, and one list has one text. */
function sha256(values: readonly (string | number | null)[]) {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex')
}
