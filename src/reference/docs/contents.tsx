import type { JSX } from 'preact'
import { routesOf } from '../open-api/walk-document.ts'
import type { DocsProps } from './docs-frame.tsx'
import { chapters } from './guide.tsx'

interface ContentsProps extends DocsProps {
  readonly current: string
}

/** Shown once: as a column beside the text, or folded above it where there is no room for one. */
export function Contents(props: ContentsProps): JSX.Element {
  return (
    <>
      <details class="contents-folded">
        <summary>Contents</summary>
        <nav aria-label="Contents">
          <Entries {...props} />
        </nav>
      </details>
      <nav class="contents" aria-label="Contents">
        <Entries {...props} />
      </nav>
    </>
  )
}

type Links = readonly (readonly [string, string])[]

/** Every page, and what stands on this one. */
function Entries({ document, places, current }: ContentsProps) {
  const routes = routesOf(document)
  const operationsOf = (tag: string): Links =>
    routes
      .filter(({ operation }) => operation.tags?.includes(tag))
      .map(({ operation: { operationId = '' } }) => [`#${operationId}`, toWords(operationId)])
  const pages = [
    {
      name: 'guide',
      address: places.guide,
      links: (): Links => [
        ...chapters.map(({ id, title }) => [`#${id}`, title] as const),
        ['#operations', 'All operations'],
      ],
    },
    ...(document.tags ?? []).map(({ name }) => ({
      ...{ name, address: places.group(name), links: () => operationsOf(name) },
    })),
    {
      name: 'objects',
      address: places.objects,
      links: (): Links =>
        Object.keys(document.components.schemas).map((name) => [`#object-${name}`, name]),
    },
  ]
  return (
    <ul>
      {pages.map(({ name, address, links }) => (
        <li key={name}>
          <a class="group" href={address} {...(name === current && { 'aria-current': 'page' })}>
            {heading(name)}
          </a>
          {name === current && (
            <ul>
              {links().map(([target, text]) => (
                <li key={target}>
                  <a href={target}>{text}</a>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

export function heading(tag: string) {
  return tag.charAt(0).toUpperCase() + tag.slice(1)
}

/** `openChallenge` is `Open challenge` to people. */
function toWords(operationId: string) {
  return heading(operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}
