import { type FaultTexts, faultTexts } from './fault-texts.ts'
import type { FaultKind, LimitFault, Said } from './limit-fault.ts'

/** What is wrong, in a sentence without its subject. */
export function describeFault({ said }: LimitFault, language: keyof typeof faultTexts): string {
  return describe(faultTexts[language], said)
}

/** As answers of the API have it. */
export interface FaultDetail {
  readonly pointer: string
  readonly detail: string
}

export function toFaultDetail(fault: LimitFault): FaultDetail {
  return { pointer: fault.pointer, detail: describeFault(fault, 'en') }
}

function describe<K extends FaultKind>(texts: FaultTexts<K>, said: Said<K>): string {
  return texts[said.kind](said)
}
