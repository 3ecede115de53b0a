import type { JSX } from 'preact'
import { Assertion, CallLife, ChallengeLife, Live, Start } from './guide-login.tsx'
import { Authentication, Errors, Idempotency, Limits } from './guide-requests.tsx'
import { App, Enrol, Login, Proof } from './guide-users.tsx'

export interface GuideProps {
  readonly base: string
  readonly home: string
  /** The address of an operation in the reference. */
  readonly to: (operationId: string) => string
}

interface Chapter {
  readonly id: string
  readonly title: string
  readonly Body: (props: GuideProps) => JSX.Element
}

/** What one has to know before the operations make sense; in the order of reading. */
export const chapters: readonly Chapter[] = [
  { id: 'start', title: 'Make a phone ring', Body: Start },
  { id: 'enrol', title: 'Set up a user', Body: Enrol },
  { id: 'login', title: 'Log a user in', Body: Login },
  { id: 'assertion', title: 'Verify the assertion', Body: Assertion },
  { id: 'proof', title: 'Change factors', Body: Proof },
  { id: 'app', title: 'The app', Body: App },
  { id: 'authentication', title: 'Authentication', Body: Authentication },
  { id: 'errors', title: 'Errors', Body: Errors },
  { id: 'idempotency', title: 'Idempotency', Body: Idempotency },
  { id: 'limits', title: 'Limits', Body: Limits },
  { id: 'challenge-life', title: 'Life of a challenge', Body: ChallengeLife },
  { id: 'call-life', title: 'Life of a call', Body: CallLife },
  { id: 'live', title: 'Live progress', Body: Live },
]

export function Guide(props: GuideProps): JSX.Element {
  return (
    <>
      {chapters.map(({ id, title, Body }) => (
        <section key={id} id={id} class="card" aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`}>{title}</h2>
          <Body {...props} />
        </section>
      ))}
    </>
  )
}
