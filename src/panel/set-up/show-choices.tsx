import type { FastifyReply } from 'fastify'
import { type AdvisedMethod, isStrictFor, usableFactors } from '../../accounts/index.ts'
import { findFactors } from '../../factors/index.ts'
import { sendPage } from '../../pages/index.ts'
import type { PanelParts } from '../parts.ts'
import { type Enrolling, maySkip } from './admit.ts'
import { ChoosePage, type NotAdded, type Round } from './choose-page.tsx'

const DAY_SECONDS = 24 * 3600

interface Shown {
  readonly reply: FastifyReply
  readonly notAdded?: NotAdded
  readonly status?: number
}

/** What can be chosen now, and what came of the choice before. */
export async function sendChoices(
  parts: PanelParts,
  enrolling: Enrolling,
  { reply, notAdded, status = 200 }: Shown,
) {
  const { visit, enrolment } = enrolling
  const round = roundOf(enrolling)
  const page = (
    <ChoosePage
      visit={visit}
      round={round}
      choices={await choicesOf(parts, enrolling)}
      advice={enrolment.advice}
      skip={round !== 'another' && maySkip(enrolment) ? { days: daysLeft(enrolling) } : null}
      {...(notAdded && { notAdded })}
    />
  )
  return sendPage(reply, page, status)
}

function roundOf({ enrolment: { state } }: Enrolling): Round {
  const rounds = { none: 'first', partial: 'backup', complete: 'another' } as const
  return rounds[state]
}

/** A part of a day counts as one. */
function daysLeft({ enrolment: { graceLeftSeconds } }: Enrolling): number {
  return graceLeftSeconds === null ? Infinity : Math.ceil(graceLeftSeconds / DAY_SECONDS)
}

/**
 * In the order in which they are advised; what is there already comes back only when nothing else is
 * left. A strict administrator does not begin with a phone call, which could not let them in.
 */
async function choicesOf(
  { challenges: { store, clock } }: PanelParts,
  { visit: { policy, tenantId }, user }: Enrolling,
): Promise<readonly AdvisedMethod[]> {
  const factors = await findFactors(store, { tenantId, userId: user.id, now: clock.now() })
  const usable = usableFactors(policy, user.role, factors)
  const isStrict = isStrictFor(policy, user.role) && usable.length === 0
  const offered = policy.methods.filter((method) => !isStrict || method !== 'voice')
  const left = offered.filter((method) => usable.every((factor) => factor.method !== method))
  return left.length > 0 ? left : offered
}
