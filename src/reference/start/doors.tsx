import type { JSX } from 'preact'
import type { Reader } from './frame.tsx'
import { linksFor } from './links.ts'
import { textsIn } from './texts.ts'

/** Where one can go from here. */
export function Doors({ base, language }: Reader): JSX.Element {
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
