import { Sample } from '../pages/prose.tsx'
import { Facts } from './facts.tsx'
import type { GuideProps } from './guide.tsx'
import { guideSamples } from './guide-samples.ts'
import { enrolment } from './lives.ts'

export function Enrol({ home, to }: GuideProps) {
  return (
    <>
      <p>
        A user has an id that is yours, and factors: a number, the app, an authenticator, recovery
        codes. The first that is confirmed is the primary one; the others are ways out. Your panel
        asks for the password, then tells us who it is and learns what to do:
      </p>
      <Sample title="A user and a first factor, in Node.js">{guideSamples(home).enrol}</Sample>
      <p>
        <code>enrolment</code> of a <a href={to('readUser')}>user</a> follows from{' '}
        <a href={to('readPolicy')}>your policy</a> and its dates, at the moment you ask:
      </p>
      <Facts label="Enrolment" heads={['Field', 'Meaning']} facts={enrolment} />
    </>
  )
}

export function Login({ home, to }: GuideProps) {
  return (
    <>
      <p>
        One challenge is one login. “Send the code again” is <a href={to('resendCode')}>resend</a>{' '}
        and “use another method” is <a href={to('switchFactor')}>switch</a>, to one of{' '}
        <code>otherMethods</code>: the challenge and its attempts stay the same.
      </p>
      <Sample title="Goes on from there">{guideSamples(home).login}</Sample>
    </>
  )
}

export function Proof({ base, home }: GuideProps) {
  return (
    <>
      <p>
        The session of a user who has a confirmed factor is not enough to change the factors: an
        assertion goes along, in the header <code>Proof</code>. It has to be of this user, not older
        than five minutes, and by a factor that the user still has. Without one it is 403{' '}
        <a href={`${base}/problems/proof-needed`}>
          <code>proof-needed</code>
        </a>
        , and <code>reason</code> says what is wrong with it.
      </p>
      <Sample title="Goes on from there">{guideSamples(home).proof}</Sample>
      <p>
        A number that was added to a user who already had a factor proves logins at once, and
        changes after 72 hours: <code>heldUntil</code>. Each change is mailed to every address of
        the user.
      </p>
    </>
  )
}

export function App({ base, to }: GuideProps) {
  return (
    <>
      <p>
        The app shows the code of a login, and lets the user say “this was not me”. To pair it, add
        a factor with the method <code>app</code>: the answer has a <code>pairingCode</code> and a{' '}
        <code>pairingUri</code> that opens the app with it. The app makes a key of its own and{' '}
        <a href={to('pairDevice')}>pairs</a>; the first code reaches it at once, and confirms the
        factor.
      </p>
      <p>
        From then on it <a href={to('followDevice')}>follows</a> what is open, or is woken by{' '}
        <a href={to('setPush')}>Web Push</a>. Codes are sealed to the key of the device: neither a
        push service nor whoever reads our database can open them. A removed device is out at once,
        with 401{' '}
        <a href={`${base}/problems/device-unknown`}>
          <code>device-unknown</code>
        </a>
        .
      </p>
    </>
  )
}
