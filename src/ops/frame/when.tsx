import type { OpsVisit } from '../visit.ts'
import { toMoment } from './words.ts'

interface WhenProps {
  readonly visit: Pick<OpsVisit, 'language'>
  readonly at: number
  readonly how?: 'moment' | 'short' | 'clock'
}

export function When({ visit, at, how = 'short' }: WhenProps) {
  return <time dateTime={new Date(at).toISOString()}>{toMoment(visit.language, at, how)}</time>
}
