import type { Caller } from '../accounts/index.ts'
import { parseNumber } from '../calls/index.ts'
import { openByVoice } from './open-by-voice.ts'
import { openForUser } from './open-for-user.ts'
import type { Manner, OpenResult } from './open-result.ts'
import type { ChallengeParts } from './parts.ts'
import { ofNumber } from './whose.ts'

/** Either a number that is to be proved, or a user, by the primary factor or by a named one. */
export type OpenRequest = Manner &
  ({ readonly to: string } | { readonly userId: string; readonly factorId?: string | undefined })

/** Opens a challenge: what is refused costs nothing, and a challenge never exists without its call. */
export async function openChallenge(
  parts: ChallengeParts,
  caller: Caller,
  request: OpenRequest,
): Promise<OpenResult> {
  if ('userId' in request) return openForUser(parts, caller, request)
  const parsed = parseNumber(request.to)
  if ('refused' in parsed) return { outcome: 'number-refused', reason: parsed.refused }
  const { number: to } = parsed
  const whose = ofNumber(parts.pseudonym('number', to))
  return openByVoice(parts, caller, { to, whose, manner: request })
}
