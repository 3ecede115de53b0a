import type { JSX } from 'preact'
import type { ChallengeEnding } from './demo.ts'
import { Frame, type Reader } from './frame.tsx'
import { linksFor } from './links.ts'
import { textsIn } from './texts.ts'

interface ClosedChallengeProps {
  readonly reader: Reader
  readonly id: string
  readonly status: ChallengeEnding
}

/** How it ended, and what may be done next. */
export function ClosedChallenge({ reader, id, status }: ClosedChallengeProps): JSX.Element {
  const texts = textsIn[reader.language]
  const links = linksFor(reader.base, reader.language)
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
