import type { FastifyReply } from 'fastify'
import type { GateKind } from '../accounts/index.ts'
import type { LimitReached } from '../guard/index.ts'
import { rateLimitHeaders, type Standing } from '../limits/index.ts'
import { generalProblems, type Problem } from '../platform/problem.ts'
import type { Challenge } from './challenge.ts'
import type { NumberRefused } from './open-result.ts'
import { problems } from './problems.ts'

/** Every outcome of an act on a challenge that is not what was asked for. */
export type Refused =
  | { readonly outcome: 'unknown' | 'unreadable' | 'nothing-to-send' }
  | { readonly outcome: 'user-unknown' | 'factor-unknown' | 'no-factor' }
  | NumberRefused
  | { readonly outcome: 'gate-too-weak'; readonly wanted: GateKind }
  | { readonly outcome: 'closed'; readonly challenge: Challenge }
  | { readonly outcome: 'too-soon'; readonly retryAfterSeconds: number }
  | {
      readonly outcome: 'wrong'
      readonly attemptsLeft: number
      readonly standings: readonly Standing[]
    }
  | LimitReached

type Outcome = Refused['outcome']
type Of<O extends Outcome> = Extract<Refused, { readonly outcome: O }>

const toProblem: { readonly [O in Outcome]: (refused: Of<O>) => Problem } = {
  unknown: () => generalProblems.notFound(),
  unreadable: () =>
    generalProblems.bodyInvalid({ errors: [{ pointer: '#/code', detail: 'must be digits' }] }),
  'nothing-to-send': () => problems.nothingToSend(),
  'user-unknown': () => problems.userUnknown(),
  'factor-unknown': () => problems.factorUnknown(),
  'no-factor': () => problems.noFactor(),
  'number-refused': ({ reason, exchangeReason }) =>
    problems.numberRefused({ reason, ...(exchangeReason !== undefined && { exchangeReason }) }),
  'gate-too-weak': ({ wanted }) => problems.gateTooWeak({ wanted }),
  closed: ({ challenge }) => problems.challengeClosed({ challengeStatus: challenge.status }),
  'too-soon': ({ retryAfterSeconds }) => problems.resendTooSoon({ retryAfterSeconds }),
  wrong: ({ attemptsLeft }) => problems.codeWrong({ attemptsLeft }),
  'limit-reached': ({ limit, retryAfterSeconds, reference }) =>
    problems.limitReached({ limit, retryAfterSeconds, reference }),
}

/** The problem that says so, with how the limits stand where they were asked. */
export function refused(reply: FastifyReply, result: Refused): Problem {
  if ('standings' in result) standingsOn(reply, result.standings)
  return (toProblem[result.outcome] as (refused: Refused) => Problem)(result)
}

export function standingsOn(reply: FastifyReply, standings: readonly Standing[]) {
  reply.headers(rateLimitHeaders(standings))
}
