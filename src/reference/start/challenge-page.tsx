import type { JSX } from 'preact'
import { ClosedChallenge } from './closed-challenge.tsx'
import { challengeEndings, isOneOf } from './demo.ts'
import { OpenChallenge, type OpenChallengeProps } from './open-challenge.tsx'

/** Type the code and see what comes of it. */
export function ChallengePage(props: OpenChallengeProps): JSX.Element {
  const { id, status } = props.challenge
  return isOneOf(challengeEndings, status) ? (
    <ClosedChallenge reader={props.reader} id={id} status={status} />
  ) : (
    <OpenChallenge {...props} />
  )
}
