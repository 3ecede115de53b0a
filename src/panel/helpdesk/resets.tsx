import { type Reset, statusOf } from '../../helpdesk/index.ts'
import { toMoment } from '../settings/moment.ts'
import type { Visit } from '../visit.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { toShown } from './shown.ts'
import type { SeenProps } from './when.tsx'

export function Resets({ visit, seen, now }: SeenProps) {
  const words = helpdeskTexts[visit.language]
  return (
    <>
      <h2>{words.resets}</h2>
      {seen.resets.length === 0 && <p class="soft">{words.noResets}</p>}
      <ul class="rows">
        {seen.resets.map((reset) => (
          <li key={reset.id}>
            <span>
              <strong>{words.reset[statusOf(reset, seen.user, now)]}</strong>
              {linesOf(visit, reset, now).map((line) => (
                <span key={line} class="soft">
                  <br />
                  <bdi>{line}</bdi>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function linesOf(visit: Visit, reset: Reset, now: number): readonly string[] {
  const words = helpdeskTexts[visit.language]
  const { requestedBy, approvedBy, createdAt, readyAt, expiresAt, ending, entry } = reset
  const moment = (at: number) => toMoment(visit, at)
  return [
    words.requestedBy(toShown(requestedBy), moment(createdAt)),
    words.because(toShown(reset.reason)),
    ...(approvedBy === null ? [] : [words.approvedBy(toShown(approvedBy))]),
    ...(ending === null && readyAt !== null && readyAt > now
      ? [words.resetFrom(moment(readyAt))]
      : []),
    ...(ending === null ? [words.resetEnds(moment(expiresAt))] : []),
    ...(entry?.isOpen ? [words.entryOpen(moment(entry.expiresAt))] : []),
  ]
}
