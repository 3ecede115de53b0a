import type { JSX } from 'preact'
import { Prose } from '../pages/prose.tsx'
import { DocsFrame, type DocsProps } from './docs-frame.tsx'
import { Fields } from './fields.tsx'
import { fieldsOf } from './schema-words.ts'

/** What answers are made of. */
export function ObjectsPage(docs: DocsProps): JSX.Element {
  const { document } = docs
  return (
    <DocsFrame {...docs} title="Objects" current="objects">
      <div class="intro">
        <h1>Objects</h1>
        <p class="lead">
          What answers are made of. Every field is always there unless it says optional.
        </p>
      </div>
      {Object.entries(document.components.schemas).map(([name, schema]) => (
        <section key={name} id={`object-${name}`} class="card" aria-labelledby={`${name}-title`}>
          <h2 id={`${name}-title`}>{name}</h2>
          {schema.description && (
            <p>
              <Prose text={schema.description} />
            </p>
          )}
          <Fields fields={fieldsOf(document, schema)} ofAnswer />
        </section>
      ))}
    </DocsFrame>
  )
}
