import { toMoment } from '../settings/moment.ts'
import type { Visit } from '../visit.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { nameOfFactor } from './names.ts'
import type { SeenFactor } from './offered-acts.ts'
import type { SeenProps } from './when.tsx'

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

/** Since when it is there, and what is unusual about it. */
function FactorState({ visit, factor }: StateProps) {
  const words = helpdeskTexts[visit.language].factor
  const { state, createdAt, confirmedAt, expiresAt, heldUntil } = factor
  const moment = (iso: string) => toMoment(visit, Date.parse(iso))
  return (
    <span class="soft">
      <br />
      {words.since(moment(confirmedAt ?? createdAt))}
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
