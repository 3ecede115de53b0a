import type { JSX } from 'preact'
import type { ProblemKind } from '../../platform/problem.ts'
import { Frame } from './frame.tsx'

interface ListProps {
  readonly kinds: readonly ProblemKind[]
  readonly base: string
}

export function ProblemList({ kinds, base }: ListProps): JSX.Element {
  return (
    <Frame title="Problems" base={base}>
      <h1>Problems</h1>
      <p class="lead">
        Every error of the API is one of these. Decide by its code, which never changes.
      </p>
      <div class="card">
        <ul class="problems">
          {[...kinds].sort(byStatus).map(({ code, status, title }) => (
            <li key={code}>
              <span class="status bad">{status}</span>
              <a href={`${base}/problems/${code}`}>
                <code>{code}</code>
              </a>
              <span>{title}</span>
            </li>
          ))}
        </ul>
      </div>
    </Frame>
  )
}

function byStatus(one: ProblemKind, other: ProblemKind) {
  return one.status - other.status || one.code.localeCompare(other.code)
}
