import type { JSX } from 'preact'
import { Frame, type Reader } from './frame.tsx'
import { linksFor } from './links.ts'
import { textsIn } from './texts.ts'

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
