import type { JSX } from 'preact'
import type { Answer, ApiDocument, Header, Reference, Route } from '../open-api/document.ts'
import { resolve } from '../open-api/walk-document.ts'
import { Prose, Sample } from '../pages/prose.tsx'
import { Facts } from './facts.tsx'
import type { Places } from './places.ts'

interface SuccessProps {
  readonly document: ApiDocument
  readonly route: Route
  readonly places: Places
}

/** What comes back when all is well; what the work is still being done for comes after it. */
export function Success({ document, places, route: { operation } }: SuccessProps): JSX.Element {
  const found = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'))
  return (
    <>
      {found.map(([status, written]) => {
        const answer = resolve<Answer>(document, written)
        return <GoodAnswer key={status} {...{ document, places, status, answer }} />
      })}
    </>
  )
}

interface GoodAnswerProps extends Omit<SuccessProps, 'route'> {
  readonly status: string
  readonly answer: Answer
}

function GoodAnswer({ document, places, status, answer }: GoodAnswerProps) {
  const content = Object.entries(answer.content ?? {})
  const schema = content[0]?.[1].schema
  const headers = Object.entries(answer.headers ?? {})
  return (
    <>
      <h3>
        Answer <span class="status good">{status}</span>
      </h3>
      <p>
        <Prose text={answer.description} />{' '}
        {schema?.$ref && <ObjectLink reference={schema.$ref} places={places} />}
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

function ObjectLink({ reference, places }: { reference: string; places: Places }) {
  const name = reference.split('/').at(-1) ?? ''
  return (
    <>
      Fields: <a href={places.object(name)}>{name}</a>.
    </>
  )
}
