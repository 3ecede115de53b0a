import type { JSX } from 'preact'
import type { Refusal } from './demo.ts'
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
}

/** A newcomer's first minute. */
export function DemoHome({ reader, number, once, refusal }: DemoHomeProps): JSX.Element {
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
      <More reader={reader} />
      <p class="aside">{texts.home.key}</p>
    </Frame>
  )
}

function More({ reader: { base, language } }: { reader: Reader }) {
  const { home } = textsIn[language]
  const links = linksFor(base, language)
  const names = ['phone', 'docs', 'openApi', 'problems', 'health', 'metrics'] as const
  return (
    <section aria-labelledby="more">
      <h2 id="more">{home.more}</h2>
      <ul class="doors">
        {names.map((name) => (
          <li key={name}>
            <a href={links[name]}>{home.links[name][0]}</a>
            <span>{home.links[name][1]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Outside a demo: what this is, and nothing else. */
export function PlainHome({ reader }: { reader: Reader }): JSX.Element {
  const { home } = textsIn[reader.language]
  const links = linksFor(reader.base, reader.language)
  return (
    <Frame {...reader} inOther={({ home }) => home} title="Belcode">
      <div class="card">
        <h1>Belcode</h1>
        <p>{home.about}</p>
        <p>
          {home.forDevelopers} <a href={links.docs}>{home.links.docs[0]}</a>
        </p>
      </div>
    </Frame>
  )
}
