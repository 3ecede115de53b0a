import { Table } from '../frame/table.tsx'
import { toMoment } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { limitsTexts } from './limits-texts.ts'

/** How often each rule refused in each half hour of a day. */
export interface RefusalSteps {
  readonly at: readonly number[]
  readonly byRule: readonly { readonly name: string; readonly refused: readonly number[] }[]
}

interface PlotProps {
  readonly visit: InsideVisit
  readonly steps: RefusalSteps
}

export function RefusalPlot({ visit, steps }: PlotProps) {
  const words = limitsTexts[visit.language]
  const { byRule, at } = steps
  const busy = at.flatMap((moment, step) => {
    const counts = byRule.map(({ refused }) => refused[step] ?? 0)
    return counts.some((count) => count > 0) ? [{ moment, counts }] : []
  })
  return (
    <section class="plots">
      <h2>{words.overTime}</h2>
      {busy.length > 0 && (
        <div class="plot" data-plot={`${visit.base}/ops/limits/refused`} aria-hidden="true" />
      )}
      {busy.length === 0 && <p class="soft">{words.noRefusals}</p>}
      {busy.length > 0 && (
        <details>
          <summary>{words.asTable}</summary>
          <Table
            caption={words.overTime}
            heads={[words.time, ...byRule.map(({ name }) => name)]}
            numbers={byRule.map((_, column) => column + 1)}
            rows={busy.map(({ moment, counts }) => [
              toMoment(visit.language, moment, 'short'),
              ...counts.map(String),
            ])}
            none={words.noRefusals}
          />
        </details>
      )}
    </section>
  )
}
