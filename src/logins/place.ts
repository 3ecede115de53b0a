import { type IpSubjects, ipSubjects } from '../limits/index.ts'
import type { LoginParts } from './parts.ts'

/** Whom to count for an address; what is none that we know is counted as it was written. */
export function placeOf({ pseudonym }: Pick<LoginParts, 'pseudonym'>, ip: string): IpSubjects {
  return ipSubjects(ip, pseudonym) ?? { ip: pseudonym('ip', ip), ipNetwork: null }
}
