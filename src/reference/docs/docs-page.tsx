import type { JSX } from 'preact'
import type { ApiDocument } from '../open-api/document.ts'
import { routesOf } from '../open-api/walk-document.ts'
import { Page } from '../pages/page.tsx'
import { Prose } from '../pages/prose.tsx'
import { Contents, heading } from './contents.tsx'
import { Fields } from './fields.tsx'
import { Guide } from './guide.tsx'
import { OperationCard } from './operation.tsx'
import { fieldsOf } from './schema-words.ts'

interface DocsProps {
  readonly document: ApiDocument
  readonly base: string
  readonly home: string
}

/** The API reference: everything but the guide is read from the OpenAPI document. */
export function DocsPage({ document, base, home }: DocsProps): JSX.Element {
  const { title, version, description } = document.info
  return (
    <Page
      title={`${title} API reference`}
      language="en"
      base={base}
      label="API reference"
      skip="Skip to the text"
      styles={['reference.css']}
      aside={<a href={`${base}/openapi.json`}>OpenAPI 3.1</a>}
    >
      <div class="with-contents">
        <Contents document={document} />
        <main id="content" tabIndex={-1}>
          <div class="intro">
            <h1>API reference</h1>
            <p class="lead">{description}</p>
            <p class="meta">
              Version {version} · <code>{home}</code>
            </p>
          </div>
          <Guide base={base} home={home} />
          <Operations document={document} base={base} home={home} />
          <Objects document={document} />
        </main>
      </div>
    </Page>
  )
}

function Operations({ document, base, home }: DocsProps) {
  const routes = routesOf(document)
  return (
    <>
      {(document.tags ?? []).map(({ name, description }) => (
        <section key={name} aria-labelledby={`tag-${name}`}>
          <div class="chapter">
            <h2 id={`tag-${name}`}>{heading(name)}</h2>
            <p>{description}</p>
          </div>
          {routes
            .filter(({ operation }) => operation.tags?.includes(name))
            .map((route) => (
              <OperationCard
                key={route.operation.operationId}
                {...{ document, route, base, home }}
              />
            ))}
        </section>
      ))}
    </>
  )
}

function Objects({ document }: Pick<DocsProps, 'document'>) {
  return (
    <section aria-labelledby="objects">
      <div class="chapter">
        <h2 id="objects">Objects</h2>
        <p>What answers are made of. Every field is always there unless it says optional.</p>
      </div>
      {Object.entries(document.components.schemas).map(([name, schema]) => (
        <section key={name} id={`object-${name}`} class="card" aria-labelledby={`${name}-title`}>
          <h3 id={`${name}-title`}>{name}</h3>
          {schema.description && (
            <p>
              <Prose text={schema.description} />
            </p>
          )}
          <Fields fields={fieldsOf(document, schema)} ofAnswer />
        </section>
      ))}
    </section>
  )
}
