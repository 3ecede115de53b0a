import { Sample } from '../pages/prose.tsx'
import { Facts } from './facts.tsx'
import type { GuideProps } from './guide.tsx'
import { guideSamples } from './guide-samples.ts'
import { callLife, challengeLife, claims, gates } from './lives.ts'

export function Start({ home, to }: GuideProps) {
  const { curl, fetch } = guideSamples(home)
  return (
    <>
      <p>
        Belcode proves that a person holds a phone. You{' '}
        <a href={to('openChallenge')}>open a challenge</a>, we ring the number and read a code
        aloud, the person types it on your page, and you{' '}
        <a href={to('verifyCode')}>hand it to us</a>. A right code yields a{' '}
        <a href="#assertion">signed assertion</a>. That takes no more than a number; with{' '}
        <a href="#enrol">users and their factors</a> there are also an app, authenticators and
        recovery codes. All of it is JSON over HTTP, and every field below comes from the{' '}
        <a href={`${home}/openapi.json`}>OpenAPI 3.1 document</a> of this very service.
      </p>
      <Sample title="With curl">{curl}</Sample>
      <Sample title="With fetch, in Node.js">{fetch}</Sample>
    </>
  )
}

export function ChallengeLife() {
  return (
    <>
      <Facts label="Status of a challenge" heads={['Status', 'Meaning']} facts={challengeLife} />
      <p>
        Every status but <code>open</code> is final.
      </p>
    </>
  )
}

export function CallLife() {
  return (
    <>
      <p>
        A call only moves forward. The first six statuses are its way, the others its end. What the
        callee must do before the code is spoken is the gate:
      </p>
      <Facts label="Gates" heads={['Gate', 'Meaning']} facts={gates} />
      <Facts label="Status of a call" heads={['Status', 'Meaning']} facts={callLife} />
    </>
  )
}

export function Live({ home, to }: GuideProps) {
  return (
    <>
      <p>
        <a href={to('followChallenge')}>A stream of server-sent events</a> tells your server what
        happens while it happens, so that your page can say “the phone rings”. Each event holds the
        whole challenge: the last one is the truth, and after a broken connection you only connect
        again.
      </p>
      <Sample title="Follow a challenge">{guideSamples(home).events}</Sample>
    </>
  )
}

export function Assertion({ home, to }: GuideProps) {
  return (
    <>
      <p>
        A right code yields a JWT, signed with Ed25519 and good for five minutes. Check it where the
        session is made, so that no part in between has to be trusted.
      </p>
      <Facts label="What an assertion says" heads={['Claim', 'Meaning']} facts={claims} />
      <Sample title="With jose">{guideSamples(home).jose}</Sample>
      <p>
        A panel on several servers keeps <code>seen</code> where all of them look, or lets us do
        both: <a href={to('redeemAssertion')}>redeem the assertion</a> verifies it and takes it
        once.
      </p>
    </>
  )
}
