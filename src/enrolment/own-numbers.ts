import { type JudgeOwnNumber, judgeOwnNumber } from '../accounts/index.ts'
import { askNumberHook, type NumberHookParts } from './number-hook.ts'

/** The tenant's list first: what stands there is never sent anywhere. */
export function createOwnNumberJudge(parts: NumberHookParts): JudgeOwnNumber {
  return async ({ tenantId, policy }, number) => {
    const listed = judgeOwnNumber(number, policy)
    if (listed !== null) return { reason: listed }
    if (policy.numberHook === null) return null
    return askNumberHook(parts, { tenantId, url: policy.numberHook.url }, number)
  }
}
