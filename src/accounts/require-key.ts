import type { FastifyInstance, FastifyRequest } from 'fastify'
import { generalProblems } from '../platform/problem.ts'
import type { Store } from '../store/index.ts'
import { type Caller, findCaller, type Scope } from './api-key.ts'
import { believeCallers } from './believe-callers.ts'

/** Guards every route that is registered after it: no handler can forget to ask. */
export function requireKey(app: FastifyInstance, { store, scope }: { store: Store; scope: Scope }) {
  const find = believeCallers((key) => findCaller(store, key))
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    const key = bearerOf(request)
    const caller = key === null ? null : await find(key)
    if (!caller) throw generalProblems.keyInvalid({}, { 'www-authenticate': 'Bearer' })
    if (!caller.scopes.includes(scope)) throw generalProblems.scopeMissing({ scope })
    request.setDecorator('caller', caller)
  })
}

/** Who asks, on a route behind `requireKey`. */
export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>('caller')
}

function bearerOf({ headers: { authorization = '' } }: FastifyRequest) {
  return /^Bearer ([\x21-\x7e]{32,200})$/i.exec(authorization)?.[1] ?? null
}
