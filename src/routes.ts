import type { FastifyInstance } from 'fastify'
import { type Callers, callerOf, honourIdempotencyKeys, requireKey } from './accounts/index.ts'
import { auditRoutes } from './audit/index.ts'
import {
  type Calls,
  type PromptFiles,
  promptRoutes,
  type TwilioAccount,
  twilioWebhooks,
  webhookProblems,
} from './calls/index.ts'
import {
  assertionRoutes,
  type ChallengeParts,
  challengeProblems,
  challengeRoutes,
  KeySetAnswer,
} from './challenges/index.ts'
import type { Config } from './config.ts'
import { type DeviceParts, deviceProblems, deviceRoutes, logInRoutes } from './devices/index.ts'
import {
  type EnrolmentParts,
  enrolmentProblems,
  factorRoutes,
  forecastRoutes,
  type PolicyParts,
  policyProblems,
  policyRoutes,
  userRoutes,
} from './enrolment/index.ts'
import {
  limitProblems,
  limitRoutes,
  refusalProblems,
  refusalRoutes,
  replayRoutes,
  type Trials,
} from './guard/index.ts'
import { healthRoutes } from './health.ts'
import {
  entryRoutes,
  type HelpdeskParts,
  helpdeskProblems,
  helpdeskRoutes,
  refusalParts,
  resetRoutes,
} from './helpdesk/index.ts'
import { type LoginParts, loginProblems, loginRoutes } from './logins/index.ts'
import { type NoticeParts, webhookEndpointProblems, webhookRoutes } from './notices/index.ts'
import { consoleRoutes } from './ops/index.ts'
import { type PanelParts, panelRoutes } from './panel/index.ts'
import { createServer } from './platform/http/index.ts'
import type { Log } from './platform/log.ts'
import { type Metrics, measureRequests } from './platform/metrics.ts'
import { generalProblems } from './platform/problem.ts'
import {
  type DemoUsers,
  demoOverApi,
  openApi,
  referencePages,
  startPageProblems,
} from './reference/index.ts'
import type { Simulator } from './simulator/index.ts'
import { version } from './version.ts'

interface AppParts {
  readonly callers: Callers
  readonly challenges: ChallengeParts & { readonly log: Log }
  readonly enrolment: EnrolmentParts
  readonly helpdesk: HelpdeskParts
  readonly logins: LoginParts
  readonly devices: DeviceParts
  readonly policy: PolicyParts
  readonly outbox: NoticeParts
  readonly trials: Trials
  readonly calls: Calls
  readonly accounts: readonly TwilioAccount[]
  readonly simulator: Simulator | null
  readonly prompts: PromptFiles
  readonly metrics: Metrics
  /** In demo mode: the key with which the start page makes the phone ring. */
  readonly demoKey: string | null
  /** In demo mode: whom one can log in as. */
  readonly demoUsers: DemoUsers | null
  /** Throws when limits cannot be counted. */
  readonly ping: () => Promise<void>
  readonly isStopping: () => boolean
}

/** Every problem that a client can meet; each has a page. */
const kinds = [
  ...[generalProblems, challengeProblems, enrolmentProblems, policyProblems],
  ...[
    helpdeskProblems,
    loginProblems,
    limitProblems,
    refusalProblems,
    deviceProblems,
    webhookEndpointProblems,
    webhookProblems,
    startPageProblems,
  ],
]
  .flatMap((catalogue) => Object.values(catalogue))
  .map(({ kind }) => kind)

/** Every route of the service, below the path of `PUBLIC_URL`. */
export async function createApp(config: Config, parts: AppParts): Promise<FastifyInstance> {
  const { challenges, metrics, simulator } = parts
  const app = createServer({
    log: challenges.log,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
  })
  measureRequests(app, metrics)
  const { publicUrl } = config
  const document = await openApi(app, { publicUrl, version, kinds })
  await app.register(healthRoutes, { ...parts, store: challenges.store })
  await app.register(promptRoutes, { prompts: parts.prompts })
  await app.register(async (scope) => keySetRoute(scope, challenges))
  await app.register(async (scope) => apiRoutes(scope, parts), { prefix: '/v1' })
  await app.register(async (scope) => loginApi(scope, parts), { prefix: '/v1' })
  await app.register(async (scope) => helpdeskApi(scope, parts), { prefix: '/v1' })
  await app.register(async (scope) => opsRoutes(scope, parts), { prefix: '/v1' })
  await app.register(async (scope) => explainRoutes(scope, parts), { prefix: '/v1' })
  await app.register(async (scope) => appRoutes(scope, parts))
  await app.register(panelRoutes, { parts: toPanel(config, parts) })
  await app.register(consoleRoutes, {
    parts: { ...challenges, operators: parts.logins, trials: parts.trials, publicUrl },
  })
  await app.register(twilioWebhooks, {
    carriers: parts.accounts,
    publicUrl: () => config.publicUrl,
    conversation: parts.calls.conversation,
  })
  const demo = parts.demoKey === null ? null : demoOverApi(app, parts.demoKey)
  await app.register(referencePages, { publicUrl, kinds, document, demo, users: parts.demoUsers })
  if (simulator) await app.register(simulator.routes, { prefix: '/simulator' })
  return app
}

/** What a panel does. */
async function apiRoutes(scope: FastifyInstance, parts: AppParts) {
  const { callers, challenges, enrolment, helpdesk } = parts
  guardApi(scope, parts)
  requireKey(scope, { callers, scope: 'challenges' })
  honourIdempotencyKeys(scope, challenges)
  await scope.register(challengeRoutes, { parts: challenges })
  await scope.register(assertionRoutes, { parts: challenges })
  await scope.register(userRoutes, { parts: enrolment })
  await scope.register(factorRoutes, { parts: enrolment })
  await scope.register(entryRoutes, { parts: helpdesk })
}

/** The same for what carries a password: of that nothing is kept, not even to answer the same again. */
async function loginApi(scope: FastifyInstance, parts: AppParts) {
  const { callers, logins } = parts
  guardApi(scope, parts)
  requireKey(scope, { callers, scope: 'challenges' })
  const { userUnknown } = challengeProblems
  await scope.register(loginRoutes, { parts: logins, userUnknown })
}

/** What those who help users may do; no other key. */
async function helpdeskApi(scope: FastifyInstance, parts: AppParts) {
  const { callers, challenges, helpdesk } = parts
  guardApi(scope, parts)
  requireKey(scope, { callers, scope: 'helpdesk' })
  honourIdempotencyKeys(scope, challenges)
  await scope.register(helpdeskRoutes, { parts: helpdesk })
  await scope.register(resetRoutes, { parts: helpdesk })
}

/** What those who set the rules may do; no other key. */
async function opsRoutes(scope: FastifyInstance, parts: AppParts) {
  const { callers, challenges, policy, outbox, trials } = parts
  guardApi(scope, parts)
  requireKey(scope, { callers, scope: 'ops' })
  honourIdempotencyKeys(scope, challenges)
  await scope.register(policyRoutes, { parts: policy })
  await scope.register(limitRoutes, { parts: challenges })
  await scope.register(replayRoutes, { parts: { ...challenges, trials } })
  await scope.register(forecastRoutes, { parts: policy })
  await scope.register(webhookRoutes, { parts: outbox })
  await scope.register(auditRoutes, {
    ...{ store: challenges.store, clock: challenges.clock },
    readerOf(request) {
      const { tenantId, keyId } = callerOf(request)
      return { tenantId, actor: keyId }
    },
  })
}

/** What those who help users and those who set the rules ask alike. */
async function explainRoutes(scope: FastifyInstance, parts: AppParts) {
  const { callers, challenges, helpdesk } = parts
  guardApi(scope, parts)
  requireKey(scope, { callers, scope: ['ops', 'helpdesk'] })
  honourIdempotencyKeys(scope, challenges)
  const { userUnknown } = challengeProblems
  await scope.register(refusalRoutes, { parts: refusalParts(helpdesk), userUnknown })
}

/** What the app on a phone does, without an API key. */
async function appRoutes(scope: FastifyInstance, parts: AppParts) {
  guardApi(scope, parts)
  await scope.register(deviceRoutes, { parts: parts.devices })
  const logIn = { ...parts.devices, logins: parts.logins }
  await scope.register(logInRoutes, { parts: logIn })
}

function guardApi(scope: FastifyInstance, { isStopping }: Pick<AppParts, 'isStopping'>) {
  scope.addHook('onRequest', ({ method }, _reply, done) => {
    const isRefused = isStopping() && method !== 'GET'
    done(isRefused ? generalProblems.stopping({ retryAfterSeconds: 5 }) : undefined)
  })
  scope.addHook('onSend', (_request, reply, payload, done) => {
    reply.header('cache-control', 'no-store')
    done(null, payload)
  })
}

async function keySetRoute(scope: FastifyInstance, { signer }: ChallengeParts) {
  scope.get(
    '/.well-known/jwks.json',
    {
      schema: {
        tags: ['service'],
        summary: 'Keys that verify assertions',
        response: { 200: KeySetAnswer },
      },
    },
    async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=300').send(signer.keySet),
  )
}

function toPanel(
  { publicUrl }: Config,
  { challenges, enrolment, helpdesk, logins }: AppParts,
): PanelParts {
  return { challenges, enrolment, helpdesk, logins, publicUrl, log: challenges.log }
}
