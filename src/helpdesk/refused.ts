import { challengeProblems } from '../challenges/index.ts'
import { enrolmentProblems, type ProofFault } from '../enrolment/index.ts'
import type { FactorMethod } from '../factors/index.ts'
import type { Problem } from '../platform/problem.ts'
import { problems } from './problems.ts'
import type { Reset } from './reset.ts'
import { iso } from './to-answer.ts'

type Refused =
  | { readonly outcome: 'user-unknown' | 'factor-unknown' | 'reset-unknown' }
  | { readonly outcome: 'nothing-to-reset' | 'mail-needed' | 'reset-needed' }
  | { readonly outcome: 'second-person-needed' | 'approval-not-needed' }
  | { readonly outcome: 'user-enrolled' | 'method-not-allowed' }
  | { readonly outcome: 'reset-open'; readonly resetId: string }
  | { readonly outcome: 'proof-needed'; readonly reason: ProofFault }
  | { readonly outcome: 'reset-closed'; readonly reset: Reset }
  | { readonly outcome: 'reset-not-ready'; readonly reset: Reset }
  | { readonly outcome: 'too-many'; readonly of: 'user' | FactorMethod; readonly most: number }
  | { readonly outcome: 'number-known'; readonly factorId: string }

type Outcome = Refused['outcome']
type Of<O extends Outcome> = Extract<Refused, { readonly outcome: O }>

const toProblem: { readonly [O in Outcome]: (refused: Of<O>) => Problem } = {
  'user-unknown': () => challengeProblems.userUnknown(),
  'factor-unknown': () => challengeProblems.factorUnknown(),
  'reset-unknown': () => problems.resetUnknown(),
  'nothing-to-reset': () => problems.nothingToReset(),
  'mail-needed': () => problems.mailNeeded(),
  'reset-needed': () => problems.resetNeeded(),
  'second-person-needed': () => problems.secondPersonNeeded(),
  'approval-not-needed': () => problems.approvalNotNeeded(),
  'user-enrolled': () => problems.userEnrolled(),
  'method-not-allowed': () => enrolmentProblems.methodNotAllowed(),
  'reset-open': ({ resetId }) => problems.resetOpen({ resetId }),
  'proof-needed': ({ reason }) => enrolmentProblems.proofNeeded({ reason }),
  'reset-closed': ({ reset }) => problems.resetClosed({ resetStatus: reset.ending }),
  'reset-not-ready': ({ reset: { readyAt } }) =>
    problems.resetNotReady({ readyAt: readyAt === null ? null : iso(readyAt) }),
  'too-many': ({ of, most }) => enrolmentProblems.tooManyFactors({ of, most }),
  'number-known': ({ factorId }) => enrolmentProblems.numberKnown({ factorId }),
}

/** The problem that says why the helpdesk did not get what it asked for. */
export function helpRefused(refused: Refused): Problem {
  return (toProblem[refused.outcome] as (refused: Refused) => Problem)(refused)
}
