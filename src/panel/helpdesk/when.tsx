import { toMoment } from '../settings/moment.ts'
import type { Visit } from '../visit.ts'
import type { Seen } from './offered-acts.ts'

export interface SeenProps {
  readonly visit: Visit
  readonly seen: Seen
  readonly now: number
}

export function When({ visit, at }: { readonly visit: Visit; readonly at: number }) {
  return (
    <time class="soft" dateTime={new Date(at).toISOString()}>
      {toMoment(visit, at)}
    </time>
  )
}
