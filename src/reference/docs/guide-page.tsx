import type { JSX } from 'preact'
import { routesOf } from '../open-api/walk-document.ts'
import { Prose } from '../pages/prose.tsx'
import { heading } from './contents.tsx'
import { DocsFrame, type DocsProps } from './docs-frame.tsx'
import { Guide } from './guide.tsx'

/** Where one begins: how it works, and a list of all that there is. */
export function GuidePage(props: DocsProps): JSX.Element {
  const { base, home, places } = props
  const { version, description } = props.document.info
  return (
    <DocsFrame {...props} title="API reference" current="guide">
      <div class="intro">
        <h1>API reference</h1>
        <p class="lead">{description}</p>
        <p class="meta">
          Version {version} · <code>{home}</code>
        </p>
      </div>
      <Guide base={base} home={home} to={places.operation} />
      <AllOperations {...props} />
    </DocsFrame>
  )
}

function AllOperations({ document, places }: DocsProps) {
  const routes = routesOf(document)
  return (
    <section class="card" id="operations" aria-labelledby="operations-title">
      <h2 id="operations-title">All operations</h2>
      {(document.tags ?? []).map(({ name, description }) => (
        <section key={name} aria-labelledby={`group-${name}`}>
          <h3 id={`group-${name}`}>
            <a href={places.group(name)}>{heading(name)}</a>
          </h3>
          <p>{description}</p>
          <ul class="operations">
            {routes
              .filter(({ operation }) => operation.tags?.includes(name))
              .map(({ method, path, operation: { operationId = '', summary = path } }) => (
                <li key={operationId}>
                  <span class={`method ${method}`}>{method.toUpperCase()}</span>{' '}
                  <a href={places.operation(operationId)}>
                    <code>{path}</code>
                  </a>{' '}
                  <span>
                    <Prose text={summary} />
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  )
}
