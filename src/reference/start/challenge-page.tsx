import type { JSX } from 'preact'
import {
  type ChallengeEnding,
  type ChallengeView,
  challengeEndings,
  isOneOf,
  type Refusal,
} from './demo.ts'
import { Frame, PhoneLink, type Reader } from './frame.tsx'
import { type Links, linksFor } from './links.ts'
import { Progress } from './progress.tsx'
import { checkRefusalWords } from './refusal-words.ts'
import { type Texts, textsIn } from './texts.ts'

interface ChallengePageProps {
  readonly reader: Reader
  readonly challenge: ChallengeView
  /** The last code was wrong. */
  readonly wrong?: boolean
  readonly refusal?: Refusal
}

/** Type the code and see what comes of it. */
export function ChallengePage(props: ChallengePageProps): JSX.Element {
  const { reader, challenge } = props
  const texts = textsIn[reader.language]
  const links = linksFor(reader.base, reader.language)
  const { status } = challenge
  return isOneOf(challengeEndings, status) ? (
    <Closed {...{ reader, texts, links, status, id: challenge.id }} />
  ) : (
    <Open {...props} texts={texts} links={links} />
  )
}

interface Worded {
  readonly texts: Texts
  readonly links: Links
}

function Open({ reader, challenge, wrong, refusal, texts, links }: ChallengePageProps & Worded) {
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

interface ClosedProps extends Worded {
  readonly reader: Reader
  readonly id: string
  readonly status: ChallengeEnding
}

function Closed({ reader, texts, links, id, status }: ClosedProps) {
  const { heading, text } = texts.done[status]
  return (
    <Frame {...reader} title={heading} inOther={(other) => other.challenge(id)} state={status}>
      <div class={status === 'approved' ? 'card good' : 'card'}>
        <h1>{heading}</h1>
        <p>{text}</p>
        <p class="row">
          <a class="button" href={links.home}>
            {texts.next.again}
          </a>
          <a href={links.docs}>{texts.next.docs}</a>
        </p>
      </div>
    </Frame>
  )
}
