import { Table } from '../frame/table.tsx'
import { toEuros, toMoment, toNumber } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import type { Glance } from './find-figures.ts'
import { glanceTexts } from './glance-texts.ts'

interface PlotsProps {
  readonly visit: InsideVisit
  readonly glance: Glance
}

/** The drawings are made by a script from a JSON route; the table beside them says the same. */
export function Plots({ visit, glance }: PlotsProps) {
  const words = glanceTexts[visit.language]
  const source = `${visit.base}/ops/figures?period=${glance.period.name}`
  return (
    <section class="plots">
      <h2>{words.overTime}</h2>
      <div
        class="plot"
        data-plot={source}
        data-series="calls answered verified refused"
        aria-hidden="true"
      />
      <h2>{words.costOverTime}</h2>
      <div class="plot small" data-plot={source} data-series="cost" aria-hidden="true" />
      <details>
        <summary>{words.asTable}</summary>
        <div id="steps" data-live>
          <Steps visit={visit} glance={glance} />
        </div>
      </details>
    </section>
  )
}

function Steps({ visit: { language }, glance }: PlotsProps) {
  const words = glanceTexts[language]
  const number = (value: number) => toNumber(language, value)
  const steps = glance.steps.filter(({ calls, refused }) => calls + refused > 0)
  return (
    <Table
      caption={words.overTime}
      heads={[words.time, words.calls, words.answered, words.verified, words.refused, words.cost]}
      numbers={[1, 2, 3, 4, 5]}
      rows={steps.map(({ at, calls, answered, verified, refused, costMicros }) => [
        toMoment(language, at, 'short'),
        ...[calls, answered, verified, refused].map(number),
        toEuros(language, costMicros),
      ])}
      none={words.none}
    />
  )
}

/** What the script draws: columns, as it wants them; the last step lasts until now. */
export function toPlot(
  { language }: Pick<InsideVisit, 'language'>,
  { steps: all, period }: Glance,
) {
  const words = glanceTexts[language]
  const steps = [...all, ...all.slice(-1).map((last) => ({ ...last, at: period.to }))]
  const column = (name: 'calls' | 'answered' | 'verified' | 'refused') => ({
    label: words[name],
    values: steps.map((step) => step[name]),
  })
  return {
    language,
    at: steps.map(({ at }) => at / 1000),
    series: {
      calls: column('calls'),
      answered: column('answered'),
      verified: column('verified'),
      refused: column('refused'),
      cost: { label: words.cost, values: steps.map(({ costMicros }) => costMicros / 1_000_000) },
    },
  }
}
