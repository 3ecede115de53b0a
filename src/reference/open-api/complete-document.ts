import type { ProblemKind } from '../../platform/problem.ts'
import type { ApiDocument, Components, Operation, PathItem, Route, Schema } from './document.ts'
import { answerHeaders, idempotencyKey, proof } from './headers.ts'
import type { OperationFacts } from './operations/operation-facts.ts'
import { operations } from './operations.ts'
import { ProblemSchema, problemAnswers, problemComponents } from './problem-answers.ts'
import { refusalsOf, sharedParameters } from './refusals.ts'
import { withRequestExample } from './request-example.ts'
import { successAnswers } from './success-answer.ts'
import { routesOf } from './walk-document.ts'
import { withoutUnused } from './without-unused.ts'

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
  return withoutUnused({
    ...written,
    servers: [{ url: home, 'x-internal': false }],
    paths: toPaths(routes),
    components: components(written),
  })

  function components({ components: { securitySchemes } }: ApiDocument): Components {
    return {
      ...{ securitySchemes, headers: answerHeaders },
      schemas: { ...schemas, Problem: ProblemSchema },
      parameters: { [idempotencyKey.name]: idempotencyKey, [proof.name]: proof },
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
  const parameters = [...(operation.parameters ?? []), ...sharedParameters(route, facts)]
  return {
    ...operation,
    operationId: facts.id,
    ...describe(facts),
    security: securityOf(facts),
    ...(parameters.length > 0 && { parameters }),
    ...withRequestExample(operation, facts),
    responses: {
      ...successAnswers(operation, facts, schemas),
      ...problemAnswers(refused, facts.limitsShownOn),
    },
  }
}

/** Of a key, what it must be allowed to do: OpenAPI 3.1 has room for it in any scheme. */
function securityOf({ scope, device = false }: OperationFacts): Operation['security'] {
  if (scope !== undefined) return [scope].flat().map((one) => ({ key: [one] }))
  return device ? [{ device: [] }] : []
}

/** In words too: not every reader of such documents shows what a key must be allowed to do. */
function describe({ description, scope }: OperationFacts) {
  const names = [scope ?? []].flat().map((one) => `\`${one}\``)
  const needs = names.length > 0 ? `Needs a key with the scope ${names.join(' or ')}.` : undefined
  const words = [description, needs].filter((text) => text !== undefined)
  return words.length > 0 ? { description: words.join(' ') } : {}
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
