import type { ProblemKind } from '../../platform/problem.ts'
import type { ApiDocument, Components, Operation, PathItem, Route, Schema } from './document.ts'
import { answerHeaders, idempotencyKey } from './headers.ts'
import { type OperationFacts, operations } from './operations.ts'
import { ProblemSchema, problemAnswers, problemComponents } from './problem-answers.ts'
import { refusalsOf, sharedParameters } from './refusals.ts'
import { withRequestExample } from './request-example.ts'
import { successAnswer } from './success-answer.ts'
import { routesOf } from './walk-document.ts'

interface Described {
  readonly kinds: readonly ProblemKind[]
  /** `PUBLIC_URL` without its last slash. */
  readonly home: string
}

/** Adds to what the routes say of themselves: names, errors, headers, examples, shared schemas. */
export function completeDocument(written: ApiDocument, { kinds, home }: Described): ApiDocument {
  const byCode = new Map(kinds.map((kind) => [kind.code, kind]))
  const schemas: Record<string, Schema> = {}
  const routes = inOrderOfTags(written).map((route) => ({
    ...route,
    operation: completeOperation(route, byCode, schemas),
  }))
  return { ...written, paths: toPaths(routes), components: components(written) }

  function components({ components: { securitySchemes } }: ApiDocument): Components {
    return {
      ...{ securitySchemes, headers: answerHeaders },
      schemas: { ...schemas, Problem: ProblemSchema },
      parameters: { [idempotencyKey.name]: idempotencyKey },
      ...problemComponents(kinds, home),
    }
  }
}

/** As people read it, whatever the order in which routes were registered. */
function inOrderOfTags(written: ApiDocument): Route[] {
  const rank = ({ operation }: Route) =>
    written.tags?.findIndex(({ name }) => operation.tags?.includes(name)) ?? 0
  return routesOf(written).sort((one, other) => rank(one) - rank(other))
}

function completeOperation(
  route: Route,
  byCode: ReadonlyMap<string, ProblemKind>,
  schemas: Record<string, Schema>,
): Operation {
  const { method, path, operation } = route
  const facts = operations[`${method.toUpperCase()} ${path}`] ?? guess(route)
  const refused = refusalsOf(route, facts).map((code) => known(byCode, code))
  const parameters = [...(operation.parameters ?? []), ...sharedParameters(route)]
  return {
    ...operation,
    operationId: facts.id,
    ...(facts.description && { description: facts.description }),
    security: path.startsWith('/v1/') ? [{ bearer: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...withRequestExample(operation),
    responses: {
      [facts.success.status]: successAnswer(operation, facts, schemas),
      ...problemAnswers(refused, facts.limitsShownOn),
    },
  }
}

/** A route that nobody described yet; `test/http/reference.test.ts` finds it. */
function guess({ method, path, operation }: Route): OperationFacts {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && word !== 'v1')
  const id = [method, ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
  const [status = '200'] = Object.keys(operation.responses)
  return { id, success: { status: Number(status), description: 'Done.', example: undefined } }
}

function known(byCode: ReadonlyMap<string, ProblemKind>, code: string): ProblemKind {
  const kind = byCode.get(code)
  if (!kind) throw new Error(`The API document needs the problem ${code} among its kinds`)
  return kind
}

function toPaths(routes: readonly Route[]): Record<string, PathItem> {
  const paths: Record<string, PathItem> = {}
  for (const { path, method, operation } of routes)
    paths[path] = { ...paths[path], [method]: operation }
  return paths
}
