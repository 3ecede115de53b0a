import type { FastifyReply } from 'fastify'
import {
  type Refused as ChallengeRefused,
  challengeProblems,
  refused,
} from '../challenges/index.ts'
import type { FactorMethod } from '../factors/index.ts'
import type { Problem } from '../platform/problem.ts'
import { problems } from './problems.ts'

type Own =
  | { readonly outcome: 'method-not-allowed' | 'factor-confirmed' | 'confirmation-over' }
  | { readonly outcome: 'last-factor' | 'not-primary' }
  | { readonly outcome: 'number-known'; readonly factorId: string }
  | { readonly outcome: 'too-many'; readonly of: 'user' | FactorMethod; readonly most: number }
  | {
      readonly outcome: 'number-refused'
      readonly reason: string
      readonly exchangeReason?: string
    }

type Outcome = Own['outcome']

const toProblem: {
  readonly [O in Outcome]: (refused: Extract<Own, { readonly outcome: O }>) => Problem
} = {
  'method-not-allowed': () => problems.methodNotAllowed(),
  'factor-confirmed': () => problems.factorConfirmed(),
  'confirmation-over': () => challengeProblems.challengeClosed({ challengeStatus: 'expired' }),
  'last-factor': () => problems.lastFactor(),
  'not-primary': () => problems.notPrimary(),
  'number-known': ({ factorId }) => problems.numberKnown({ factorId }),
  'too-many': ({ of, most }) => problems.tooManyFactors({ of, most }),
  'number-refused': ({ reason, exchangeReason }) =>
    challengeProblems.numberRefused({ reason, ...(exchangeReason && { exchangeReason }) }),
}

/** The problem that says why a change to the factors was not made. */
export function changeRefused(reply: FastifyReply, result: Own | ChallengeRefused): Problem {
  const isOwn = Object.hasOwn(toProblem, result.outcome)
  if (!isOwn) return refused(reply, result as ChallengeRefused)
  return (toProblem[result.outcome as Outcome] as (own: Own) => Problem)(result as Own)
}
