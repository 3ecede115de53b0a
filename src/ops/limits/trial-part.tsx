import { Notice } from '../../pages/index.ts'
import { When } from '../frame/when.tsx'
import { toNumber } from '../frame/words.ts'
import type { InsideVisit } from '../visit.ts'
import { limitsTexts } from './limits-texts.ts'
import type { TrialView } from './trial-view.ts'
import { Tried } from './tried.tsx'

interface TrialProps {
  readonly visit: InsideVisit
  readonly view: TrialView
}

/** How far a trial is, then what it found; draws itself again while it runs. */
export function TrialPart({ visit, view }: TrialProps) {
  const { status, result } = view.trial
  return (
    <div id="trial" data-live>
      {status === 'running' && <Trying visit={visit} view={view} />}
      {status === 'failed' && <Notice kind="bad">{limitsTexts[visit.language].trialFailed}</Notice>}
      {result && <Tried visit={visit} replay={result} />}
    </div>
  )
}

function Trying({ visit, view: { trial, author } }: TrialProps) {
  const { language } = visit
  const { trying } = limitsTexts[language]
  const { done, total, startedAt } = trial
  const percent = Math.floor((100 * done) / Math.max(1, total))
  return (
    <section class="panel" aria-labelledby="trying" data-soon>
      <h2 id="trying">{trying.title}</h2>
      <p class="soft">
        {trying.by(author)}, <When visit={visit} at={startedAt} how="clock" />
      </p>
      {total > 0 ? (
        <progress class="bar" aria-labelledby="trying" max={total} value={done} />
      ) : (
        <progress class="bar" aria-labelledby="trying" />
      )}
      <p>{total > 0 ? trying.done(percent, toNumber(language, total)) : trying.counting}</p>
    </section>
  )
}
