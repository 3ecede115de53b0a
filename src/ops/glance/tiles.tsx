import { toEuros, toNumber, toShare } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import type { Glance } from './find-figures.ts'
import { glanceTexts } from './glance-texts.ts'

interface TilesProps {
  readonly visit: InsideVisit
  readonly glance: Glance
}

/** The figures of the whole period. */
export function Tiles({ visit: { language }, glance: { total, live } }: TilesProps) {
  const words = glanceTexts[language]
  const share = (part: number) => words.ofCalls(toShare(part, total.calls))
  const each = total.verified > 0 ? toEuros(language, total.costMicros / total.verified) : '–'
  const tiles = [
    [words.calls, toNumber(language, total.calls), `${words.live}: ${toNumber(language, live)}`],
    [words.answered, toNumber(language, total.answered), share(total.answered)],
    [words.verified, toNumber(language, total.verified), share(total.verified)],
    [words.refused, toNumber(language, total.refused), ''],
    [words.cost, toEuros(language, total.costMicros), words.perVerified(each)],
  ] as const
  return (
    <dl class="tiles">
      {tiles.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <span class="soft">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
