import type { Rule } from '../../limits/index.ts'
import type { InsideVisit } from '../visit.ts'
import type { Pressure } from './find-pressure.ts'
import { amountWords } from './rule-words.ts'

interface FullestProps {
  readonly visit: InsideVisit
  readonly rule: Rule
  readonly pressure: Pressure | undefined
}

/** For whom a rule is fullest; keyed hashes are cut to what tells them apart. */
export function FullestOf({ visit: { language }, rule, pressure }: FullestProps) {
  if (!pressure || pressure.fullest.length === 0) return <>–</>
  return (
    <ul class="fullest">
      {pressure.fullest.map(({ subject, used, quota }) => (
        <li key={subject}>
          <meter class="meter" min={0} max={quota} value={used} aria-hidden="true" />{' '}
          {amountWords(language, rule, used)}/{amountWords(language, rule, quota)}{' '}
          <code class="soft">{subject.slice(0, 8)}</code>
        </li>
      ))}
    </ul>
  )
}
