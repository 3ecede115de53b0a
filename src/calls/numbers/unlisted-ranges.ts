import type { NumberRefusal } from './number-refusal.ts'

/**
 * Ranges that libphonenumber gives no type, so that it calls their numbers invalid: dial-in to
 * internet providers, and Chinese service numbers (96xxx behind an area code). Calling code, start
 * of the national number, lengths of the national number.
 */
const unlistedRanges: readonly (readonly [string, RegExp, readonly number[], NumberRefusal])[] = [
  ['255', /^5/, [9], 'isp-access'],
  ['30', /^89[69]/, [10], 'isp-access'],
  ['34', /^90[89]/, [9], 'isp-access'],
  ['351', /^67/, [9], 'isp-access'],
  ['371', /^78/, [8], 'isp-access'],
  ['372', /^901/, [7], 'isp-access'],
  ['385', /^7[67]/, [8], 'isp-access'],
  ['39', /^1482/, [10, 11], 'isp-access'],
  ['39', /^70/, [10], 'isp-access'],
  ['40', /^(?:870|8989)/, [9], 'isp-access'],
  ['420', /^971/, [9], 'isp-access'],
  ['48', /^20/, [6], 'isp-access'],
  ['508', /^(?:836|86[08])/, [9], 'isp-access'],
  ['596', /^(?:836|86[08])/, [9], 'isp-access'],
  ['676', /^54[6-9]/, [7], 'isp-access'],
  ['7', /^790/, [10], 'isp-access'],
  ['880', /^61[7-9]/, [10], 'isp-access'],
  ['86', /^[2-9]\d{1,2}96/, [7, 8, 9], 'shared-cost'],
]

export function findUnlisted(callingCode: string, nationalNumber: string): NumberRefusal | null {
  const row = unlistedRanges.find(
    ([code, start, lengths]) =>
      code === callingCode && start.test(nationalNumber) && lengths.includes(nationalNumber.length),
  )
  return row?.[3] ?? null
}
