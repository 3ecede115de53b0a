import { toMoment } from '../settings/moment.ts'
import type { Visit } from '../visit.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { nameOfFactor } from './names.ts'
import type { SeenFactor } from './offered-acts.ts'
import { type SeenProps, When } from './when.tsx'

export function Factors({ visit, seen: { answer } }: SeenProps) {
  const words = helpdeskTexts[visit.language]
  return (
    <>
      <h2>{words.factors}</h2>
      {answer.factors.length === 0 && <p class="soft">{words.noFactors}</p>}
      <ul class="rows">
        {answer.factors.map((factor) => (
          <li key={factor.id}>
            <span>
              <bdi>{nameOfFactor(visit, factor)}</bdi>{' '}
              {factor.primary && <span class="badge">{words.factor.primary}</span>}
              <FactorState visit={visit} factor={factor} />
            </span>
            <When visit={visit} at={Date.parse(factor.confirmedAt ?? factor.createdAt)} />
          </li>
        ))}
      </ul>
    </>
  )
}

interface StateProps {
  readonly visit: Visit
  readonly factor: SeenFactor
}

/** What is unusual about a factor; nothing where it just works. */
function FactorState({ visit, factor }: StateProps) {
  const words = helpdeskTexts[visit.language].factor
  const { state, expiresAt, heldUntil } = factor
  const moment = (iso: string) => toMoment(visit, Date.parse(iso))
  return (
    <span class="soft">
      {state === 'disabled' && (
        <>
          <br />
          {words.disabled}
        </>
      )}
      {expiresAt && (
        <>
          <br />
          {words.pending(moment(expiresAt))}
        </>
      )}
      {heldUntil && (
        <>
          <br />
          {words.held(moment(heldUntil))}
        </>
      )}
    </span>
  )
}
