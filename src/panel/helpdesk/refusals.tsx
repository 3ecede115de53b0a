import type { Refusal } from '../../helpdesk/index.ts'
import { toMoment } from '../settings/moment.ts'
import type { Visit } from '../visit.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { meaningOfLimit, meaningOfStop } from './meaning.ts'
import type { SeenProps } from './when.tsx'

/** Why nothing rings at all; nothing where it does. */
export function Stops({ visit, seen: { stops } }: SeenProps) {
  const words = helpdeskTexts[visit.language]
  if (stops.length === 0) return null
  return (
    <>
      <h2>{words.stops}</h2>
      <ul class="rows">
        {stops.map(({ reason, until }) => (
          <li key={`${reason}-${until}`}>
            <span>{meaningOfStop(visit.language, reason)}</span>
            <span class="soft">{words.until(toMoment(visit, until))}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

export function Refusals({ visit, seen: { refusals }, now }: SeenProps) {
  const words = helpdeskTexts[visit.language]
  return (
    <>
      <h2>{words.refusals}</h2>
      {refusals.length === 0 && <p class="soft">{words.noRefusals}</p>}
      <ul class="rows">
        {refusals.map((refusal) => (
          <RefusalItem key={refusal.reference} visit={visit} refusal={refusal} now={now} />
        ))}
      </ul>
    </>
  )
}

interface RefusalProps {
  readonly visit: Visit
  readonly refusal: Refusal
  readonly now: number
}

export function RefusalItem({ visit, refusal, now }: RefusalProps) {
  const words = helpdeskTexts[visit.language]
  const { reference, limit, at, until } = refusal
  const moment = toMoment(visit, until)
  return (
    <li>
      <span>
        <strong>{reference}</strong> {meaningOfLimit(visit.language, limit)}
        <br />
        <span class="soft">
          {words.refusedAt(toMoment(visit, at))}
          <br />
          {until > now ? words.until(moment) : words.over(moment)}
        </span>
      </span>
    </li>
  )
}
