import type { FastifyRequest } from 'fastify'
import type { Caller, TenantPolicy } from '../accounts/index.ts'
import type { Session } from '../logins/index.ts'
import type { Language } from '../pages/index.ts'

/** One request of a person: whose panel it is, in which language, and how far the login is. */
export interface Visit {
  readonly tenantId: string
  readonly policy: TenantPolicy
  /** As whom the panel asks the other features. */
  readonly caller: Caller
  readonly language: Language
  /** Path of `PUBLIC_URL`, before every link. */
  readonly base: string
  /** The address of the page itself, for links that come back. */
  readonly path: string
  readonly ip: string
  readonly session: Session | null
  /** Proves that a form came from a page of ours; empty without a session. */
  readonly csrf: string
}

export function visitOf(request: FastifyRequest): Visit {
  return request.getDecorator<Visit>('visit')
}
