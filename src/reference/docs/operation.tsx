import type { JSX } from 'preact'
import {
  type Answer,
  type ApiDocument,
  type Header,
  type Parameter,
  type Reference,
  type Route,
  resolve,
} from '../open-api/document.ts'
import { Prose, Sample } from '../pages/prose.tsx'
import { curlOf } from './curl.ts'
import { Facts } from './facts.tsx'
import { Fields } from './fields.tsx'
import { Refusals } from './refusals.tsx'
import { fieldsOf, typeOf } from './schema-words.ts'

interface OperationProps {
  readonly document: ApiDocument
  readonly route: Route
  readonly base: string
  readonly home: string
}

/** One operation, from what one sends to what one gets. */
export function OperationCard({ document, route, base, home }: OperationProps): JSX.Element {
  const { method, path, operation } = route
  const { operationId = path, summary, description, requestBody } = operation
  const body = requestBody?.content['application/json']?.schema
  const parameters = (operation.parameters ?? []).map((one) => resolve<Parameter>(document, one))
  return (
    <section id={operationId} class="card operation" aria-labelledby={`${operationId}-title`}>
      <h3 id={`${operationId}-title`}>
        <Prose text={summary ?? path} />
      </h3>
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
          <h4>Parameters</h4>
          <Fields fields={parameters.map(toField)} />
        </>
      )}
      {body && (
        <>
          <h4>Body</h4>
          <Fields fields={fieldsOf(document, body)} />
        </>
      )}
      <Success document={document} route={route} />
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

function Success({ document, route: { operation } }: Pick<OperationProps, 'document' | 'route'>) {
  const [found] = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  if (!found) return null
  const [status, written] = found
  const answer = resolve<Answer>(document, written)
  const [type = '', media = {}] = Object.entries(answer.content ?? {})[0] ?? []
  const { schema, example } = media
  const headers = Object.entries(answer.headers ?? {})
  return (
    <>
      <h4>
        Answer <span class="status good">{status}</span>
      </h4>
      <p>
        <Prose text={answer.description} /> {schema?.$ref && <ObjectLink reference={schema.$ref} />}
      </p>
      {headers.length > 0 && (
        <Facts
          label="Headers of the answer"
          heads={['Header', 'Meaning']}
          facts={Object.fromEntries(headers.map(([name, one]) => [name, meaning(document, one)]))}
        />
      )}
      {example !== undefined && (
        <Sample title={`${status} ${type}`}>
          {typeof example === 'string' ? example : JSON.stringify(example, null, 2)}
        </Sample>
      )}
    </>
  )
}

function meaning(document: ApiDocument, header: Header | Reference) {
  return resolve<Header>(document, header).description
}

function ObjectLink({ reference }: { reference: string }) {
  const name = reference.split('/').at(-1) ?? ''
  return (
    <>
      Fields: <a href={`#object-${name}`}>{name}</a>.
    </>
  )
}

/** A long path may break after its slashes on a narrow screen. */
function breakable(path: string) {
  return path.split(/(?<=\/)/).flatMap((piece) => [piece, <wbr key={piece} />])
}
