import { InsidePage } from '../frame/page.tsx'
import type { InsideVisit } from '../visit.ts'
import type { Glance } from './find-figures.ts'
import { glanceTexts } from './glance-texts.ts'
import { Group, Rules } from './groups.tsx'
import { type PeriodName, periodNames } from './period.ts'
import { Plots } from './plots.tsx'
import { Tiles } from './tiles.tsx'

interface GlanceProps {
  readonly visit: InsideVisit
  readonly glance: Glance
  readonly openAlarms: number
}

export function GlancePage({ visit, glance, openAlarms }: GlanceProps) {
  const words = glanceTexts[visit.language]
  return (
    <InsidePage visit={visit} here="glance" title={words.title} live plots>
      <h1>{words.title}</h1>
      <Periods visit={visit} chosen={glance.period.name} />
      <div id="figures" data-live>
        {openAlarms > 0 && (
          <p class="notice bad">
            {words.openAlarms(openAlarms)}. <a href={`${visit.base}/ops/alarms`}>{words.look}</a>
          </p>
        )}
        <Tiles visit={visit} glance={glance} />
      </div>
      <Plots visit={visit} glance={glance} />
      <div id="groups" class="columns" data-live>
        <Group visit={visit} glance={glance} by="byCarrier" />
        <Group visit={visit} glance={glance} by="byCountry" />
        <Rules visit={visit} glance={glance} />
      </div>
    </InsidePage>
  )
}

function Periods({ visit, chosen }: { readonly visit: InsideVisit; readonly chosen: PeriodName }) {
  const words = glanceTexts[visit.language]
  return (
    <nav class="tabs" aria-label={words.periodsLabel}>
      {periodNames.map((name) => (
        <a
          key={name}
          href={`${visit.base}/ops?period=${name}`}
          aria-current={name === chosen ? 'true' : undefined}
        >
          {words.periods[name]}
        </a>
      ))}
    </nav>
  )
}
