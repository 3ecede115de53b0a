import type { JSX } from 'preact'
import type { ChallengeView, Refusal } from './demo.ts'
import { Frame, PhoneLink, type Reader } from './frame.tsx'
import { linksFor } from './links.ts'
import { Progress } from './progress.tsx'
import { checkRefusalWords } from './refusal-words.ts'
import { textsIn } from './texts.ts'

export interface OpenChallengeProps {
  readonly reader: Reader
  readonly challenge: ChallengeView
  /** The last code was wrong. */
  readonly wrong?: boolean
  readonly refusal?: Refusal
}

/** The call goes on and a code can be typed. */
export function OpenChallenge(props: OpenChallengeProps): JSX.Element {
  const { reader, challenge, wrong, refusal } = props
  const texts = textsIn[reader.language]
  const links = linksFor(reader.base, reader.language)
  const { id, to, call, codeLength, attemptsLeft, status } = challenge
  const error = refusal
    ? checkRefusalWords(texts, refusal)
    : wrong && texts.call.wrong(attemptsLeft)
  return (
    <Frame
      {...reader}
      title={texts.call.title}
      inOther={(other) => other.challenge(id)}
      state={status}
    >
      <div class="card" data-follow={links.challenge(id)}>
        <h1>{texts.call.heading}</h1>
        <p>{texts.call.calling(to)}</p>
        {call && <Progress call={call} texts={texts} again={links.home} />}
        <p>
          <PhoneLink href={links.phone} text={texts.call.goToPhone} texts={texts} />
          <noscript>
            {' · '}
            <a href={links.challenge(id)}>{texts.call.refresh}</a>
          </noscript>
        </p>
        <form method="post" action={links.check(id)}>
          <label for="code">{texts.call.code}</label>
          <div class="row">
            <input
              id="code"
              class="code"
              name="code"
              inputMode="numeric"
              autocomplete="one-time-code"
              required
              maxLength={32}
              aria-describedby={error ? 'wrong code-note' : 'code-note'}
              {...(error && { 'aria-invalid': 'true' })}
            />
            <button type="submit">{texts.call.goOn}</button>
          </div>
          {error && (
            <p id="wrong" class="error" role="alert">
              {error}
            </p>
          )}
          <p id="code-note" class="aside">
            {texts.call.codeNote(codeLength)}
          </p>
        </form>
      </div>
    </Frame>
  )
}
