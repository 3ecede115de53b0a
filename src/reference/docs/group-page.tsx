import type { JSX } from 'preact'
import type { Tag } from '../open-api/document.ts'
import { routesOf } from '../open-api/walk-document.ts'
import { heading } from './contents.tsx'
import { DocsFrame, type DocsProps } from './docs-frame.tsx'
import { OperationCard } from './operation.tsx'

interface GroupProps extends DocsProps {
  readonly tag: Tag
}

/** The operations of one kind, from what one sends to what one gets. */
export function GroupPage({ tag: { name, description }, ...docs }: GroupProps): JSX.Element {
  const routes = routesOf(docs.document).filter(({ operation }) => operation.tags?.includes(name))
  return (
    <DocsFrame {...docs} title={heading(name)} current={name}>
      <div class="intro">
        <h1>{heading(name)}</h1>
        <p class="lead">{description}</p>
      </div>
      {routes.map((route) => (
        <OperationCard key={route.operation.operationId} {...docs} route={route} />
      ))}
    </DocsFrame>
  )
}
