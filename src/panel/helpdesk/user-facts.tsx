import { toMoment } from '../settings/moment.ts'
import type { Visit } from '../visit.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { isLockedOut, type Seen } from './offered-acts.ts'
import { maskMails } from './shown.ts'

export interface Facts {
  readonly visit: Visit
  readonly seen: Seen
  /** Null where there is no login. */
  readonly loginName: string | null
  readonly now: number
}

export function UserFacts(facts: Facts) {
  return (
    <ul class="rows">
      {factsOf(facts).map(([name, value]) => (
        <li key={name}>
          <span class="soft">{name}</span>
          <bdi>{value}</bdi>
        </li>
      ))}
    </ul>
  )
}

function factsOf({ visit, seen, loginName, now }: Facts): readonly (readonly [string, string])[] {
  const words = helpdeskTexts[visit.language].user
  const { user, answer } = seen
  const { missing, state } = answer.enrolment
  const { extensionUntil } = user
  return [
    [words.id, maskMails(user.id)],
    ...(loginName === null ? [] : [[words.login, maskMails(loginName)] as const]),
    [words.role, words.roles[user.role]],
    [words.mails, user.emails.map(maskMails).join(', ') || words.noMail],
    [words.state, words.states[isLockedOut(seen) ? 'lost' : state]],
    ...(missing.length === 0
      ? []
      : [[words.missing, missing.map((code) => words.missings[code]).join(', ')] as const]),
    [words.login2, withoutSecondStep(visit, seen)],
    ...(extensionUntil !== null && extensionUntil > now
      ? [[words.extension, words.extended(toMoment(visit, extensionUntil))] as const]
      : []),
  ]
}

function withoutSecondStep(visit: Visit, { user, answer }: Seen): string {
  const words = helpdeskTexts[visit.language].user
  const { state, required, enforcedFrom } = answer.enrolment
  if (required || state !== 'none') return words.required
  if (enforcedFrom === null) return words.may
  return words.mayUntil(
    toMoment(visit, Math.max(Date.parse(enforcedFrom), user.extensionUntil ?? 0)),
  )
}
