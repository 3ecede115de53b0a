import { parseNumber } from '../calls/index.ts'
import type { ChallengeParts } from './parts.ts'

/** A number as it is counted, however it is written; null when it cannot be read. */
export function numberSubjectOf(
  { pseudonym }: Pick<ChallengeParts, 'pseudonym'>,
  typed: string,
): string | null {
  const parsed = parseNumber(typed)
  return 'refused' in parsed ? null : pseudonym('number', parsed.number)
}
