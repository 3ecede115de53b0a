import type { LimitVersion, StoredLimits } from '../../guard/index.ts'
import type { LimitFault, Rule } from '../../limits/index.ts'
import { Notice } from '../../pages/index.ts'
import { InsidePage } from '../frame/page.tsx'
import { When } from '../frame/when.tsx'
import type { InsideVisit } from '../visit.ts'
import { Faults } from './faults.tsx'
import type { Pressure } from './find-pressure.ts'
import { limitsTexts } from './limits-texts.ts'
import { OverrideForm, Overrides } from './overrides.tsx'
import { RefusalPlot, type RefusalSteps } from './refusal-plot.tsx'
import { Rules } from './rules.tsx'
import { Versions } from './versions.tsx'

export interface LimitsView {
  readonly stored: StoredLimits
  /** As they are in force here. */
  readonly rules: readonly Rule[]
  readonly pressure: ReadonlyMap<string, Pressure>
  readonly refusals: RefusalSteps
  readonly versions: readonly LimitVersion[]
  readonly tenants: readonly string[]
  /** Names of operators by their ids. */
  readonly names: ReadonlyMap<string, string>
  readonly now: number
}

interface LimitsProps {
  readonly visit: InsideVisit
  readonly view: LimitsView
  readonly said?: 'done' | 'meanwhile' | undefined
  /** Of what was just asked for. */
  readonly faults?: readonly LimitFault[]
}

export function LimitsPage({ visit, view, said, faults = [] }: LimitsProps) {
  const words = limitsTexts[visit.language]
  const { stored } = view
  const isRefused = faults.length > 0
  return (
    // What was posted has no address to look again at.
    <InsidePage visit={visit} here="limits" title={words.title} live={!isRefused} plots>
      <h1>{words.title}</h1>
      {said && <Notice kind={said === 'done' ? 'good' : 'bad'}>{words[said]}</Notice>}
      {isRefused && <Faults visit={visit} faults={faults.map((fault) => ({ fault }))} />}
      <p>
        <strong>{words.version(stored.version)}</strong>{' '}
        {stored.version > 0 && (
          <span class="soft">
            {words.by(view.names.get(stored.author) ?? stored.author)},{' '}
            <When visit={visit} at={stored.at} />: {stored.reason}
          </span>
        )}
      </p>
      <p>
        <a class="button" href={`${visit.base}/ops/limits/edit`}>
          {words.edit}
        </a>
      </p>
      <div id="rules" data-live>
        <Rules visit={visit} view={view} />
      </div>
      <RefusalPlot visit={visit} steps={view.refusals} />
      <div class="columns">
        <section>
          <h2>{words.override}</h2>
          <OverrideForm visit={visit} view={view} />
        </section>
        <section>
          <h2>{words.overrides}</h2>
          <Overrides visit={visit} view={view} />
        </section>
      </div>
      <h2>{words.history}</h2>
      <Versions visit={visit} view={view} />
    </InsidePage>
  )
}
