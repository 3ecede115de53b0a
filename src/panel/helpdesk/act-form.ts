import { type Static, Type } from 'typebox'
import { factorIdPattern } from '../../challenges/index.ts'
import { toReason } from '../../helpdesk/index.ts'
import type { ActName } from './act-texts.ts'
import { dayOf, endOfDay } from './day.ts'

const FactorId = Type.String({ pattern: factorIdPattern })

/** What the pages of all acts send; each has some of it. */
export const ActForm = Type.Object({
  reason: Type.String({ maxLength: 500 }),
  until: Type.Optional(Type.String({ maxLength: 10 })),
  resetId: Type.Optional(Type.String({ pattern: '^re_[0-9a-f]{40}$' })),
  factorIds: Type.Optional(Type.Union([FactorId, Type.Array(FactorId, { maxItems: 50 })])),
  /** Pressed on the page that asks whether it is to be done. */
  sure: Type.Optional(Type.Literal('yes')),
})
export type ActForm = Static<typeof ActForm>

export interface Filled {
  /** As it will be kept. */
  readonly reason: string
  readonly day: string
  readonly until: number | null
  readonly resetId: string
  readonly factorIds: readonly string[]
}

const REASON_LEAST = 3
const WEEK_MS = 7 * 24 * 3_600_000

export type FormFault = 'reasonShort' | 'untilWrong' | 'lostNone'

export function readActForm(form: ActForm): Filled {
  const { reason, until: day = '', resetId = '', factorIds = [] } = form
  return {
    ...{ reason: toReason(reason), day, resetId },
    until: endOfDay(day),
    factorIds: [factorIds].flat(),
  }
}

/** What is wrong with a form, at the field where it is. */
export function faultsOf(act: ActName, filled: Filled, now: number): ReadonlySet<FormFault> {
  const { reason, until, factorIds } = filled
  const isNoDay = until === null || until <= now
  const found: readonly (readonly [FormFault, boolean])[] = [
    ['reasonShort', reason.replace(/\s/g, '').length < REASON_LEAST],
    ['untilWrong', act === 'extension' && isNoDay],
    ['lostNone', act === 'complete' && factorIds.length === 0],
  ]
  return new Set(found.flatMap(([fault, isThere]) => (isThere ? fault : [])))
}

/** Before anybody typed anything: everything is lost, until somebody says otherwise. */
export function emptyForm(now: number, asked: Pick<Filled, 'resetId' | 'factorIds'>): Filled {
  return { reason: '', day: dayOf(now + WEEK_MS), until: null, ...asked }
}
