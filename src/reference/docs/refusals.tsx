import type { JSX } from 'preact'
import type { Answer, ApiDocument, Example, Route } from '../open-api/document.ts'
import { isGeneral } from '../open-api/refusals.ts'
import { resolve } from '../open-api/walk-document.ts'
import { Facts } from './facts.tsx'

interface RefusalsProps {
  readonly document: ApiDocument
  readonly route: Route
  readonly base: string
}

/** The codes an operation can give: its own explained, those of every operation in one line. */
export function Refusals({ document, route, base }: RefusalsProps): JSX.Element | null {
  const codes = problemCodes(document, route)
  const own = codes.filter(({ code }) => !isGeneral(code) || !isApi(route))
  const general = codes.filter((one) => !own.includes(one))
  if (codes.length === 0) return null
  return (
    <>
      <h3>Problems</h3>
      {own.length > 0 && (
        <Facts
          label="Problems of this operation"
          heads={['Code', 'Meaning']}
          facts={Object.fromEntries(
            own.map(({ status, code, title }) => [
              code,
              <>
                <span class="status bad">{status}</span> {title}.{' '}
                <a href={`${base}/problems/${code}`}>
                  More<span class="unseen"> about {code}</span>
                </a>
              </>,
            ]),
          )}
        />
      )}
      {general.length > 0 && (
        <p class="general">
          {own.length > 0 ? 'And, as everywhere: ' : 'As everywhere: '}
          {general.map(({ status, code }, index) => (
            <span key={code}>
              {index > 0 && ', '}
              <span class="nowrap">
                {status}{' '}
                <a href={`${base}/problems/${code}`}>
                  <code>{code}</code>
                </a>
              </span>
            </span>
          ))}
          .
        </p>
      )}
    </>
  )
}

function isApi({ operation }: Route) {
  return !operation.tags?.includes('service')
}

function problemCodes(document: ApiDocument, { operation }: Route) {
  return Object.entries(operation.responses).flatMap(([status, written]) => {
    const { content = {} } = resolve<Answer>(document, written)
    const examples = Object.entries(content['application/problem+json']?.examples ?? {})
    return examples.map(([code, example]) => {
      const { summary } = resolve<Example>(document, example)
      return { status, code, title: summary }
    })
  })
}
