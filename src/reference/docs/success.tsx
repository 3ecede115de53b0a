import type { JSX } from 'preact'
import type { Answer, ApiDocument, Header, Reference, Route } from '../open-api/document.ts'
import { resolve } from '../open-api/walk-document.ts'
import { Prose, Sample } from '../pages/prose.tsx'
import { Facts } from './facts.tsx'

interface SuccessProps {
  readonly document: ApiDocument
  readonly route: Route
}

/** What comes back when all is well. */
export function Success({ document, route: { operation } }: SuccessProps): JSX.Element | null {
  const [found] = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  if (!found) return null
  const [status, written] = found
  const answer = resolve<Answer>(document, written)
  const content = Object.entries(answer.content ?? {})
  const schema = content[0]?.[1].schema
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
      {content
        .filter(([, { example }]) => example !== undefined)
        .map(([type, { example }]) => (
          <Sample key={type} title={`${status} ${type}`}>
            {typeof example === 'string' ? example : JSON.stringify(example, null, 2)}
          </Sample>
        ))}
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
