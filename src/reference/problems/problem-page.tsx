import type { JSX } from 'preact'
import type { ProblemKind } from '../../platform/problem.ts'
import { Facts } from '../docs/facts.tsx'
import { exampleOf } from '../open-api/problem-answers.ts'
import { Prose, Sample } from '../pages/prose.tsx'
import type { Explanation } from './explanation.ts'
import { explanationOf } from './explanations.ts'
import { Frame } from './frame.tsx'

interface ProblemProps {
  readonly kind: ProblemKind
  readonly base: string
  readonly home: string
}

export function ProblemPage({ kind, base, home }: ProblemProps): JSX.Element {
  const { code, status, title } = kind
  const explanation = explanationOf(code)
  return (
    <Frame title={title} base={base}>
      <p class="trail">
        <a href={`${base}/problems`}>All problems</a>
      </p>
      <h1>{title}</h1>
      <p class="meta">
        <span class="status bad">{status}</span> <code>{code}</code>
      </p>
      <div class="card">
        {explanation && <Explained {...explanation} />}
        <Sample title={`${status} application/problem+json`}>
          {JSON.stringify(exampleOf(kind, home).value, null, 2)}
        </Sample>
      </div>
    </Frame>
  )
}

function Explained({ means, todo, members = {} }: Explanation) {
  return (
    <>
      <h2>What it means</h2>
      <p>
        <Prose text={means} />
      </p>
      <h2>What to do</h2>
      <p>
        <Prose text={todo} />
      </p>
      {Object.entries(members).map(([name, { says, values }]) => (
        <div key={name}>
          <h2>
            <code>{name}</code>
          </h2>
          <p>
            <Prose text={says} />
          </p>
          {values && (
            <Facts label={`Values of ${name}`} heads={['Value', 'Meaning']} facts={values} />
          )}
        </div>
      ))}
    </>
  )
}
