import type { JSX } from 'preact'
import type { Parameter, Route } from '../open-api/document.ts'
import { resolve } from '../open-api/walk-document.ts'
import { Prose, Sample } from '../pages/prose.tsx'
import { curlOf } from './curl.ts'
import type { DocsProps } from './docs-frame.tsx'
import { Fields } from './fields.tsx'
import { Refusals } from './refusals.tsx'
import { fieldsOf, typeOf } from './schema-words.ts'
import { Success } from './success.tsx'

interface OperationProps extends DocsProps {
  readonly route: Route
}

/** One operation, from what one sends to what one gets. */
export function OperationCard({
  document,
  route,
  places,
  base,
  home,
}: OperationProps): JSX.Element {
  const { method, path, operation } = route
  const { operationId = path, summary, description, requestBody } = operation
  const body = requestBody?.content['application/json']?.schema
  const parameters = (operation.parameters ?? []).map((one) => resolve<Parameter>(document, one))
  return (
    <section id={operationId} class="card operation" aria-labelledby={`${operationId}-title`}>
      <h2 id={`${operationId}-title`}>
        <Prose text={summary ?? path} />
      </h2>
      <p class="route">
        <span class={`method ${method}`}>{method.toUpperCase()}</span>{' '}
        <code>{breakable(path)}</code>
      </p>
      {description && (
        <p>
          <Prose text={description} />
        </p>
      )}
      <Sample title="Request">{curlOf(route, home)}</Sample>
      {parameters.length > 0 && (
        <>
          <h3>Parameters</h3>
          <Fields fields={parameters.map(toField)} />
        </>
      )}
      {body && (
        <>
          <h3>Body</h3>
          <Fields fields={fieldsOf(document, body)} />
        </>
      )}
      <Success document={document} route={route} places={places} />
      <Refusals document={document} route={route} base={base} />
    </section>
  )
}

function toField({
  name,
  in: place,
  required = false,
  description = '',
  schema,
  example,
}: Parameter) {
  const shown = example ?? schema.examples?.[0]
  const type = `${typeOf(schema)} in the ${place}`
  return { name, type, required, description, example: shown, fields: [] }
}

/** A long path may break after its slashes on a narrow screen. */
function breakable(path: string) {
  return path.split(/(?<=\/)/).flatMap((piece) => [piece, <wbr key={piece} />])
}
