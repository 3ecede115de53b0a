import { defaultLimits, type LimitSet } from '../../src/limits/index.ts'
import { eventually } from './eventually.ts'
import type { Json, TestService } from './test-service.ts'

export const respondAsync = { prefer: 'respond-async' }

export const beginTrial = (service: TestService, limits: LimitSet = defaultLimits) =>
  service.post('/v1/limits/replay', { limits }, respondAsync)

export async function readTrial({ get }: TestService, id: string): Promise<Json> {
  return (await get(`/v1/limits/replays/${id}`)).body
}

export const isOver = ({ status }: Json) => status !== 'running'
export const isInTheMiddle = ({ done, total }: Json) => done > 0 && done < total

/** Begins one and waits for its end. */
export async function finishTrial(service: TestService, limits?: LimitSet): Promise<string> {
  const { body } = await beginTrial(service, limits)
  await eventually(() => readTrial(service, body.id), isOver)
  return body.id
}

interface Held {
  readonly done: number
  readonly total: number
  /** When its instance said so; otherwise it goes on saying so for an hour. */
  readonly seenAt?: number
}

/** As if another instance were that far with it. */
export async function holdTrial({ store, clock }: TestService, id: string, held: Held) {
  const { done, total, seenAt = clock.now() + 3_600_000 } = held
  await store
    .updateTable('limit_trials')
    .set({ status: 'running', done, total, result: null, seen_at: seenAt })
    .where('id', '=', id)
    .execute()
}
