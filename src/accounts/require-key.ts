import type { FastifyInstance, FastifyRequest } from 'fastify'
import { generalProblems } from '../platform/problem.ts'
import type { Signals } from '../platform/signals.ts'
import type { Store } from '../store/index.ts'
import { type Caller, findCaller, type Scope } from './api-key.ts'
import { type BelievedCallers, believeCallers } from './believe-callers.ts'

const TOPIC = 'callers'

/** Who holds which key, as every instance knows it; `forget` when a policy or a key was changed. */
export interface Callers extends BelievedCallers {
  /** At once here, within a moment on the other instances. */
  readonly forget: () => void
}

export function createCallers({ store, signals }: { store: Store; signals: Signals }): Callers {
  const { find, forget } = believeCallers((key) => findCaller(store, key))
  signals.subscribe(TOPIC, forget)
  return {
    find,
    forget() {
      forget()
      signals.publish(TOPIC)
    },
  }
}

/** Guards every route that is registered after it: no handler can forget to ask. One of several scopes is enough. */
export function requireKey(
  app: FastifyInstance,
  { callers, scope }: { callers: Callers; scope: Scope | readonly Scope[] },
) {
  const wanted: readonly Scope[] = [scope].flat()
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    const key = bearerOf(request)
    const caller = key === null ? null : await callers.find(key)
    if (!caller) throw generalProblems.keyInvalid({}, { 'www-authenticate': 'Bearer' })
    if (!wanted.some((one) => caller.scopes.includes(one)))
      throw generalProblems.scopeMissing({ scope: wanted.join(' or ') })
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
