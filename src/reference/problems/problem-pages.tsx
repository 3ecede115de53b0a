import type { JSX } from 'preact'
import type { ProblemKind } from '../../platform/problem.ts'
import { Facts } from '../docs/facts.tsx'
import { exampleOf } from '../open-api/problem-answers.ts'
import { Page } from '../pages/page.tsx'
import { Prose, Sample } from '../pages/prose.tsx'
import { type Explanation, explanationOf } from './explanations.ts'

interface FrameProps {
  readonly title: string
  readonly base: string
  readonly children: JSX.Element | JSX.Element[]
}

interface ListProps {
  readonly kinds: readonly ProblemKind[]
  readonly base: string
}

interface ProblemProps {
  readonly kind: ProblemKind
  readonly base: string
  readonly home: string
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

function Frame({ title, base, children }: FrameProps) {
  return (
    <Page
      title={`${title} · Belcode`}
      language="en"
      base={base}
      label="Problems"
      skip="Skip to the text"
      styles={['reference.css']}
      aside={<a href={`${base}/docs`}>API reference</a>}
    >
      <main id="content" class="narrow" tabIndex={-1}>
        {children}
      </main>
    </Page>
  )
}

function byStatus(one: ProblemKind, other: ProblemKind) {
  return one.status - other.status || one.code.localeCompare(other.code)
}
