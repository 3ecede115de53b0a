import { bootstrap, drawApiKey } from './accounts/index.ts'
import { openAuditKey } from './audit/index.ts'
import {
  createCalls,
  createTwilioCarrier,
  findByCarrierCallId,
  openPromptFiles,
} from './calls/index.ts'
import { createSimulatedAccount, toTwilio } from './carriers.ts'
import { type Challenge, createCallOwner, openAssertionSigner } from './challenges/index.ts'
import type { Config } from './config.ts'
import { openCounting } from './counting.ts'
import { createFollower, createOwnNumberJudge, openNumberHookKey } from './enrolment/index.ts'
import { createHousekeeping } from './housekeeping.ts'
import { defaultRules, type Rule } from './limits/index.ts'
import { localKeys, localSecret } from './local-secrets.ts'
import { openMailer } from './mailer.ts'
import { createNotices } from './notices/index.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { createPublicFetch, type PublicFetch } from './platform/http/index.ts'
import { createKeyring, keyedDigest } from './platform/keyring.ts'
import { createLog, type Log } from './platform/log.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import { createApp } from './routes.ts'
import { createSimulator } from './simulator/index.ts'
import { dataKey, openStore, type Store } from './store/index.ts'

/** What a test may replace. Everything else is built the same way in tests and in production. */
export interface Parts {
  readonly clock?: Clock
  readonly log?: Log
  /** Limits other than those in force by default. */
  readonly rules?: readonly Rule[]
  /** How fast simulated calls go; 1 is real time. */
  readonly simulatorSpeed?: number
  /** How addresses that tenants chose are asked; public ones alone, by default. */
  readonly publicFetch?: PublicFetch
}

export type Service = Awaited<ReturnType<typeof createService>>

const promptFolder = new URL('../voice-prompts', import.meta.url).pathname

/** The composition root: the one place where features meet each other and the outside world. */
export async function createService(config: Config, parts: Parts = {}) {
  const { clock = systemClock, log = createLog(config.logLevel), simulatorSpeed = 1 } = parts
  const { publicFetch = createPublicFetch() } = parts
  const keyring = createKeyring(config.secretKeys ?? localKeys(config.dataFolder))
  const store = await openStore(config.databaseUrl)
  const apiKey = await firstKey(config, store)
  const metrics = createMetrics()
  const counting = openCounting(config.redisUrls, { clock, movedClock: parts.clock, log })
  const shared = {
    ...{ store, keyring, clock, log, signals: counting.signals },
    ...{ limiter: counting.limiter, rules: parts.rules ?? defaultRules },
  }
  const mailer = openMailer(config)
  const outbox = { store, keyring, clock, log, signals: counting.signals, mailer, publicFetch }
  const notices = createNotices(outbox)
  const follow = createFollower({ keyring, notices })

  const simulatedAccount = createSimulatedAccount(config)
  const simulator = config.carriers.some(({ simulated }) => simulated)
    ? createSimulator({ ...simulatedAccount, speed: simulatorSpeed, now: () => clock.now() })
    : null
  const accounts = config.carriers.map((one) => toTwilio(config, one, simulatedAccount))
  const calls = createCalls({
    ...shared,
    nonceKey: await dataKey(store, keyring, 'webhook-nonce'),
    carriers: accounts.map((account) =>
      createTwilioCarrier(account, { clock, ownerOf: (id) => findByCarrierCallId(store, id) }),
    ),
    owner: counted(metrics, createCallOwner({ ...shared, follow })),
  })
  const pseudonymKey = await dataKey(store, keyring, 'pseudonym')
  const hookKey = await openNumberHookKey(store, keyring)
  const issuer = config.publicUrl.href.replace(/\/$/, '')
  const challenges = {
    ...{ ...shared, calls, follow },
    codeKey: await dataKey(store, keyring, 'code-digest'),
    pseudonym: (kind: string, value: string) => keyedDigest(pseudonymKey, kind, value),
    signer: await openAssertionSigner(store, keyring, issuer, { clock, log }),
    judgeOwnNumber: createOwnNumberJudge({ fetch: publicFetch, hookKey, clock }),
    toApp: ({ factorId }: Challenge) => counting.signals.publish(`app:${factorId}`),
  }
  const enrolment = {
    ...{ challenges, notices, publicUrl: config.publicUrl },
    judgeOwnNumber: challenges.judgeOwnNumber,
    pairingKey: await dataKey(store, keyring, 'pairing-code'),
  }

  const audit = { store, clock, log, auditKey: await openAuditKey(store, keyring) }
  const work = createHousekeeping({ ...challenges, notices, audit })
  const prompts = openPromptFiles(promptFolder)
  const app = await createApp(config, {
    ...{ challenges, enrolment, outbox, calls, accounts, simulator, prompts, metrics },
    policy: { store, clock, hookKey, judgeAddress: publicFetch.judge },
    demoKey: config.demo ? apiKey : null,
    ping: counting.ping,
    isStopping: work.isStopping,
  })

  return {
    app,
    /** In demo mode: the key that was made for it. */
    demoKey: config.demo ? apiKey : null,
    /** Listens, and begins to place calls. */
    async start() {
      await app.listen({ host: config.host, port: config.port })
      work.start()
    },
    /** Does now what is otherwise done every second; for tests with a clock of their own. */
    tidy: work.tidy,
    /** Takes no new work, finishes what is in hand, and lets go of everything. */
    async stop() {
      await work.stop()
      challenges.signer.close()
      await simulator?.close()
      await app.close()
      await counting.close()
      await store.destroy()
    },
  }
}

/** The key of the first tenant: given, or in a demo made once and kept beside the database. */
async function firstKey(config: Config, store: Store) {
  const made = () => localSecret(config.dataFolder, 'demo-api-key', drawApiKey)
  const key = config.bootstrapApiKey?.reveal() ?? (config.demo ? made() : null)
  if (key !== null) await bootstrap(store, key)
  return key
}

function counted(metrics: Metrics, owner: ReturnType<typeof createCallOwner>) {
  return {
    ...owner,
    afterMove(call: Parameters<typeof owner.afterMove>[0]) {
      metrics.countCall({ carrier: call.carrier ?? 'none', status: call.status })
      owner.afterMove(call)
    },
  }
}
