import type { FastifyRequest } from 'fastify'
import { csrfOf } from '../logins/index.ts'
import { findOperatorSession, type Operator, type OperatorSession } from '../operators/index.ts'
import { type Language, languages } from '../pages/index.ts'
import { readCookie } from './cookies.ts'
import type { OpsParts } from './parts.ts'

/** One request to the console: who asks, in which language, and how far the login is. */
export interface OpsVisit {
  readonly language: Language
  /** Path of `PUBLIC_URL`, before every link. */
  readonly base: string
  /** The address of the page itself, without `base`. */
  readonly path: string
  readonly ip: string
  readonly session: OperatorSession | null
  /** Proves that a form came from a page of ours; empty without a session. */
  readonly csrf: string
}

/** Of somebody who is in. */
export interface InsideVisit extends OpsVisit {
  readonly session: OperatorSession
  readonly operator: Operator
}

export async function readVisit(parts: OpsParts, request: FastifyRequest): Promise<OpsVisit> {
  const token = readCookie(request, 'session')
  const session = token === null ? null : await findOperatorSession(parts.operators, token)
  return {
    language: languageOf(request),
    base: parts.publicUrl.pathname.replace(/\/$/, ''),
    path: request.url,
    ip: request.ip,
    session,
    csrf: session && token !== null ? csrfOf(parts.operators, token) : '',
  }
}

/** As the person chose, else as the browser asks; Dutch first. */
function languageOf(request: FastifyRequest): Language {
  const chosen = languages.find((one) => one === readCookie(request, 'language'))
  if (chosen) return chosen
  const [first = ''] = String(request.headers['accept-language'] ?? '')
    .toLowerCase()
    .split(',')
  return first.startsWith('en') ? 'en' : 'nl'
}

export function visitOf(request: FastifyRequest): OpsVisit {
  return request.getDecorator<OpsVisit>('opsVisit')
}

export function insideOf(request: FastifyRequest): InsideVisit {
  const visit = visitOf(request)
  if (!visit.session) throw new Error('A page of the console has no guard')
  return { ...visit, session: visit.session, operator: visit.session.operator }
}
