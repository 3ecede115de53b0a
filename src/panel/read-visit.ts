import type { FastifyRequest } from 'fastify'
import { listTenants } from '../accounts/index.ts'
import { csrfOf, findSession } from '../logins/index.ts'
import { type Language, languages } from '../pages/index.ts'
import { generalProblems } from '../platform/problem.ts'
import { readCookie } from './cookies.ts'
import type { PanelParts } from './parts.ts'
import type { Visit } from './visit.ts'

/** Who comes, from where, to whose panel. */
export async function readVisit(parts: PanelParts, request: FastifyRequest): Promise<Visit> {
  const token = readCookie(request, 'session')
  const found = token === null ? null : await findSession(parts.logins, token)
  const { tenantId, policy } = await tenantOf(parts, request, found?.tenantId ?? null)
  const session = found?.tenantId === tenantId ? found : null
  return {
    ...{ tenantId, policy, session },
    caller: { keyId: 'panel', tenantId, policy, scopes: ['challenges'] },
    language: languageOf(request),
    base: parts.publicUrl.pathname.replace(/\/$/, ''),
    path: request.url,
    ip: request.ip,
    csrf: session && token !== null ? csrfOf(parts.logins, token) : '',
  }
}

/** By the name in the address; a name that nobody claimed leads to the first tenant. */
async function tenantOf(
  { challenges: { store } }: PanelParts,
  { hostname }: FastifyRequest,
  ofSession: string | null,
) {
  const tenants = await listTenants(store)
  const named = tenants.find(({ policy }) => policy.panelHosts.includes(hostname))
  const tenant = named ?? tenants.find(({ id }) => id === ofSession) ?? tenants[0]
  if (!tenant) throw generalProblems.noTenant({ retryAfterSeconds: 60 })
  return { tenantId: tenant.id, policy: tenant.policy }
}

/** As the person chose, else as the browser asks; Dutch first. */
function languageOf(request: FastifyRequest): Language {
  const chosen = languages.find((one) => one === readCookie(request, 'language'))
  if (chosen) return chosen
  const wanted = String(request.headers['accept-language'] ?? '').toLowerCase()
  const [first = ''] = wanted.split(',')
  return first.startsWith('en') ? 'en' : 'nl'
}
