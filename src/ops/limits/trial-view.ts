import type { Trial } from '../../guard/index.ts'
import { listOperators } from '../../operators/index.ts'
import type { OpsParts } from '../parts.ts'
import { currentLimits } from './change.ts'
import { type Draft, periodOf } from './draft.ts'

/** A trial with what its author typed, for whoever looks at it. */
export interface TrialView {
  readonly trial: Trial
  readonly draft: Draft
  /** The operator's name; of the API the id of its key. */
  readonly author: string
}

export async function findTrialView(parts: OpsParts, id: string): Promise<TrialView | null> {
  const { trials } = parts
  const [trial, typed] = await Promise.all([trials.find(id), trials.readDraft(id)])
  if (!trial || !typed) return null
  const operators = await listOperators(parts.operators.store)
  const author = operators.find((one) => one.id === trial.author)?.name ?? trial.author
  const version = typed.basedOn ?? (await currentLimits(parts)).version
  const { document: text, reason } = typed
  return { trial, author, draft: { text, reason, version, period: periodOf(trial) } }
}
