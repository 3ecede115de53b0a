import { ipSubjects } from '../limits/index.ts'
import type { OperatorParts } from './parts.ts'

/** Keyed hash of an address; what is none that we know is counted as it was written. */
export function placeOf({ pseudonym }: Pick<OperatorParts, 'pseudonym'>, ip: string): string {
  return ipSubjects(ip, pseudonym)?.ip ?? pseudonym('ip', ip)
}
