import type { JSX } from 'preact'
import type { DemoUsers, Refusal } from './demo.ts'
import { DemoOperatorList, DemoUserList } from './demo-users.tsx'
import { Doors } from './doors.tsx'
import { Frame, PhoneLink, type Reader } from './frame.tsx'
import { linksFor } from './links.ts'
import { ringRefusalWords } from './refusal-words.ts'
import { textsIn } from './texts.ts'

interface DemoHomeProps {
  readonly reader: Reader
  readonly number: string
  /** Names the next press of the button. */
  readonly once: string
  readonly refusal?: Refusal
  readonly users: DemoUsers | null
}

/** A newcomer's first minute. */
export function DemoHome({ reader, number, once, refusal, users }: DemoHomeProps): JSX.Element {
  const texts = textsIn[reader.language]
  const links = linksFor(reader.base, reader.language)
  return (
    <Frame {...reader} inOther={({ home }) => home} title={texts.home.title}>
      <h1>{texts.home.heading}</h1>
      <p class="lead">{texts.home.lead}</p>
      <p class="notice">{texts.home.demo}</p>
      <section class="card" aria-labelledby="try">
        <h2 id="try">{texts.home.tryIt}</h2>
        <ol class="steps">
          <li>
            <PhoneLink href={links.phone} text={texts.home.openPhone} texts={texts} />{' '}
            {texts.home.openPhoneNote}
          </li>
          <li>
            {texts.home.pressButton}
            <form method="post" action={links.ring}>
              <input type="hidden" name="once" value={once} />
              <label for="number">{texts.home.number}</label>
              <div class="row">
                <input
                  id="number"
                  name="number"
                  type="tel"
                  autocomplete="tel"
                  required
                  maxLength={32}
                  value={number}
                  {...(refusal && { 'aria-describedby': 'refused', 'aria-invalid': 'true' })}
                />
                <button type="submit">{texts.home.ring}</button>
              </div>
              {refusal && (
                <p id="refused" class="error" role="alert">
                  {ringRefusalWords(texts, refusal)}
                </p>
              )}
            </form>
          </li>
          <li>{texts.home.listen}</li>
        </ol>
      </section>
      {users && <DemoUserList reader={reader} users={users} />}
      {users && <DemoOperatorList reader={reader} users={users} />}
      <Doors {...reader} />
      <p class="aside">{texts.home.key}</p>
    </Frame>
  )
}
