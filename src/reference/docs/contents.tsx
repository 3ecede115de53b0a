import type { JSX } from 'preact'
import type { ApiDocument } from '../open-api/document.ts'
import { routesOf } from '../open-api/walk-document.ts'
import { chapters } from './guide.tsx'

/** Shown once: as a column beside the text, or folded above it where there is no room for one. */
export function Contents({ document }: { document: ApiDocument }): JSX.Element {
  return (
    <>
      <details class="contents-folded">
        <summary>Contents</summary>
        <nav aria-label="Contents">
          <Entries document={document} />
        </nav>
      </details>
      <nav class="contents" aria-label="Contents">
        <Entries document={document} />
      </nav>
    </>
  )
}

function Entries({ document }: { document: ApiDocument }) {
  const routes = routesOf(document)
  const objects = Object.keys(document.components.schemas)
  return (
    <>
      <Group title="Guide" links={chapters.map(({ id, title }) => [id, title])} />
      {(document.tags ?? []).map(({ name }) => (
        <Group
          key={name}
          title={heading(name)}
          links={routes
            .filter(({ operation }) => operation.tags?.includes(name))
            .map(({ operation: { operationId = '' } }) => [operationId, toWords(operationId)])}
        />
      ))}
      <Group title="Objects" links={objects.map((name) => [`object-${name}`, name])} />
    </>
  )
}

function Group({ title, links }: { title: string; links: readonly (readonly [string, string])[] }) {
  return (
    <>
      <p class="group">{title}</p>
      <ul>
        {links.map(([id, text]) => (
          <li key={id}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

export function heading(tag: string) {
  return tag.charAt(0).toUpperCase() + tag.slice(1)
}

/** `openChallenge` is `Open challenge` to people. */
function toWords(operationId: string) {
  return heading(operationId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}
