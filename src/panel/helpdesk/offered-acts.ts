import { isSamePerson, type readUser, statusOf } from '../../helpdesk/index.ts'
import type { ActName } from './act-texts.ts'
import type { Agent } from './admit.ts'

/** What the helpdesk sees of a user. */
export type Seen = NonNullable<Awaited<ReturnType<typeof readUser>>>

export type SeenFactor = Seen['answer']['factors'][number]

interface Looked {
  readonly agent: Agent
  readonly seen: Seen
  readonly now: number
}

export const isSelf = ({ user }: Agent, seen: Pick<Seen, 'user'>) => user.id === seen.user.id

/** One reset of a user is open at a time. */
export const openResetOf = ({ resets }: Seen) => resets.find(({ ending }) => ending === null)

/** Whether every factor that the user had is gone or turned off. */
export function isLockedOut({ answer: { enrolment, factors } }: Seen): boolean {
  return enrolment.state === 'none' && factors.some(({ confirmedAt }) => confirmedAt !== null)
}

/** A limit or a stop was in the way of a call, and still is. */
function isHeldUp({ seen: { refusals, stops }, now }: Looked): boolean {
  return stops.length > 0 || refusals.some(({ until }) => until > now)
}

/** The buttons that a page shows. What is behind them decides for itself. */
export function offeredActs(looked: Looked): readonly ActName[] {
  const { agent, seen, now } = looked
  if (isSelf(agent, seen)) return []
  const { enrolment, factors } = seen.answer
  const isNewcomer = factors.every(({ confirmedAt }) => confirmedAt === null)
  const isExtended = (seen.user.extensionUntil ?? 0) > now
  const mayPair = isNewcomer && agent.visit.policy.methods.includes('app')
  const offers: readonly (readonly [ActName, boolean])[] = [
    ['pairing-code', mayPair],
    ['extension', enrolment.state === 'none' && !isLockedOut(seen)],
    ['extension-end', isExtended],
    ['exemption', isHeldUp(looked)],
    ...ofResets(looked, isNewcomer),
  ]
  return offers.flatMap(([name, isOffered]) => (isOffered ? name : []))
}

function ofResets({ agent, seen, now }: Looked, isNewcomer: boolean) {
  const open = openResetOf(seen)
  if (!open) return [['reset', !isNewcomer]] as const
  const status = statusOf(open, seen.user, now)
  const isOther = !isSamePerson(agent.name, open.requestedBy)
  return [
    ['approve', status === 'waiting-approval' && isOther],
    ['complete', status === 'ready'],
    ['cancel', true],
  ] as const
}
