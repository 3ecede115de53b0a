import { Sample } from '../pages/prose.tsx'
import { Facts } from './facts.tsx'
import type { GuideProps } from './guide.tsx'
import { guideSamples } from './guide-samples.ts'
import { scopes } from './lives.ts'

export function Authentication() {
  return (
    <>
      <p>
        Everything under <code>/v1</code> needs an API key of your tenant:{' '}
        <code>Authorization: Bearer &lt;api key&gt;</code>. Keep it on your server; a browser or an
        app must never hold it, because whoever has it can make calls at your cost.
      </p>
      <p>
        A key has scopes, and each operation names the one it needs. In demo mode a key with all of
        them is printed in the terminal when the service starts.
      </p>
      <Facts label="Scopes" heads={['Scope', 'What it lets a key do']} facts={scopes} />
      <p>
        <a href="#app">The app</a> on a phone never holds a key: it has a token of its own.
      </p>
    </>
  )
}

export function Errors({ base, home }: GuideProps) {
  return (
    <>
      <p>
        Every error is <code>application/problem+json</code> after RFC 9457. Decide by{' '}
        <code>code</code>: it never changes, while titles may be reworded. <code>type</code> is the
        address of a page that says what it means and what to do;{' '}
        <a href={`${base}/problems`}>all of them are listed</a>.
      </p>
      <Sample title="A wrong code">{guideSamples(home).problem}</Sample>
      <p>
        Requests are read strictly: an unknown field, a wrong type or a second value is refused with{' '}
        <a href={`${base}/problems/body-invalid`}>
          <code>body-invalid</code>
        </a>{' '}
        and a pointer to it, never bent until it fits. Where waiting helps, the answer carries{' '}
        <code>Retry-After</code>.
      </p>
    </>
  )
}

export function Idempotency({ base }: GuideProps) {
  return (
    <>
      <p>
        Send an <code>Idempotency-Key</code> with every POST: a random name for this one request,
        quoted or bare. If the line drops you can send it again, and a double click is one call.
      </p>
      <ul>
        <li>
          Same key and same body: the same answer, with <code>Idempotency-Replayed: true</code>.
          Successes are remembered for 24 hours.
        </li>
        <li>
          Same key and another body: 422{' '}
          <a href={`${base}/problems/idempotency-mismatch`}>
            <code>idempotency-mismatch</code>
          </a>
          .
        </li>
        <li>
          The first request is still under way: 409{' '}
          <a href={`${base}/problems/in-progress`}>
            <code>in-progress</code>
          </a>
          .
        </li>
        <li>A refusal is not remembered: it did nothing, and asking later is a new question.</li>
      </ul>
    </>
  )
}

export function Limits({ base, home }: GuideProps) {
  return (
    <>
      <p>
        Limits protect the people who are called and your bill. What was held against a request
        stands in its answer, by name and never with a number. A full limit is 429{' '}
        <a href={`${base}/problems/limit-reached`}>
          <code>limit-reached</code>
        </a>
        ; its <code>reference</code> is short enough for the user to read out to a helpdesk.
      </p>
      <Sample title="One call a minute to one number">{guideSamples(home).limits}</Sample>
      <Facts
        label="Header fields"
        heads={['Header', 'Meaning']}
        facts={{
          'Retry-After': 'Seconds until asking again may succeed. With every 429 and 503.',
          'RateLimit-Policy': 'Each limit: its name, its quota `q`, its window `w` in seconds.',
          RateLimit: 'What is left of each: `r` uses; with none left, `t` seconds to wait.',
        }}
      />
      <p>
        You need not guess when “send the code again” works: <code>resend</code> of a challenge is
        the limiter’s own answer.
      </p>
    </>
  )
}
