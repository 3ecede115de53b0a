import { bootstrap, createCallers, drawApiKey } from './accounts/index.ts'
import { openAuditKey } from './audit/index.ts'
import {
  type Call,
  createCalls,
  createTwilioCarrier,
  findByCarrierCallId,
  openPromptFiles,
} from './calls/index.ts'
import { createSimulatedAccount, toTwilio } from './carriers.ts'
import {
  type ChallengeParts,
  createCallOwner,
  openAssertionSigner,
  openContext,
} from './challenges/index.ts'
import type { Config } from './config.ts'
import { openCounting } from './counting.ts'
import { seedDemoOperators } from './demo-operators.ts'
import { DEMO_PASSWORD, demoUserNames, seedDemoUsers } from './demo-users.ts'
import { createDeviceNotices } from './device-notices.ts'
import { createAppSender } from './devices/index.ts'
import { createFollower, createOwnNumberJudge, openNumberHookKey } from './enrolment/index.ts'
import { createGuard, createTrials, followLimits } from './guard/index.ts'
import { createHousekeeping } from './housekeeping.ts'
import { compileStarting, type LimitSet } from './limits/index.ts'
import { localKeys, localSecret } from './local-secrets.ts'
import { createHasher, createStrengthJudge, followApproval, followNotMe } from './logins/index.ts'
import { openMailer } from './mailer.ts'
import {
  createCallMeter,
  createEventCounter,
  readStanding,
  showStanding,
} from './measures/index.ts'
import { createNotices } from './notices/index.ts'
import { callMovedTopic } from './ops/index.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { createPublicFetch, type PublicFetch } from './platform/http/index.ts'
import { createKeyring, keyedDigest } from './platform/keyring.ts'
import { createLog, type Log } from './platform/log.ts'
import { createMetrics } from './platform/metrics.ts'
import type { Signals } from './platform/signals.ts'
import { createApp } from './routes.ts'
import { createSimulator } from './simulator/index.ts'
import { dataKey, openStore, type Store } from './store/index.ts'
import { openVapid } from './vapid.ts'

/** What a test may replace. Everything else is built the same way in tests and in production. */
export interface Parts {
  readonly clock?: Clock
  readonly log?: Log
  /** Rules other than those of a new installation. */
  readonly limits?: Partial<LimitSet>
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
  const pseudonymKey = await dataKey(store, keyring, 'pseudonym')
  const pseudonym = (kind: string, value: string) => keyedDigest(pseudonymKey, kind, value)
  const starting = parts.limits && compileStarting(parts.limits)
  const basic = { store, keyring, clock, log, signals: counting.signals }
  const limits = await followLimits({ ...basic, pseudonym, starting })
  const trials = createTrials({ ...basic, pseudonym })
  const shared = { ...basic, limiter: counting.limiter, limits }
  const mailer = openMailer(config)
  const outbox = { store, keyring, clock, log, signals: counting.signals, mailer, publicFetch }
  const notices = createNotices(outbox)
  const followUser = createFollower({ keyring, notices })
  const follow: ChallengeParts['follow'] = async (within, challenge, at) => {
    await followUser(within, challenge, at)
    const ip = () => openContext(keyring, challenge).ip
    await followApproval({ pseudonym }, within, { ...challenge, ip })
    await followNotMe(within, challenge, at)
  }

  const guard = createGuard({ ...shared, notices })
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
    owner: metered(
      tellConsole(createCallMeter(metrics.registry, clock.now), counting.signals),
      createCallOwner({ ...shared, guard, follow }),
    ),
  })
  const vapid = openVapid(config)
  const appSender = createAppSender({ ...shared, pseudonym, publicFetch, vapid })
  const hookKey = await openNumberHookKey(store, keyring)
  const issuer = config.publicUrl.href.replace(/\/$/, '')
  const challenges = {
    ...{ ...shared, calls, guard, follow, pseudonym },
    codeKey: await dataKey(store, keyring, 'code-digest'),
    signer: await openAssertionSigner(store, keyring, issuer, { clock, log }),
    judgeOwnNumber: createOwnNumberJudge({ fetch: publicFetch, hookKey, clock }),
    toApp: appSender.toApp,
  }
  const enrolment = {
    ...{ challenges, notices, publicUrl: config.publicUrl },
    judgeOwnNumber: challenges.judgeOwnNumber,
    pairingKey: await dataKey(store, keyring, 'pairing-code'),
  }
  const helpdesk = { ...enrolment, cancelKey: await dataKey(store, keyring, 'reset-cancel') }
  const logins = {
    ...{ ...shared, notices, pseudonym, publicUrl: config.publicUrl },
    hasher: createHasher({ pepper: await dataKey(store, keyring, 'password-pepper') }),
    judgeStrength: createStrengthJudge(),
    csrfKey: await dataKey(store, keyring, 'csrf'),
  }
  const devices = {
    ...{ challenges, pairingKey: enrolment.pairingKey, judgeAddress: publicFetch.judge },
    vapidPublicKey: vapid?.publicKey ?? null,
    notices: createDeviceNotices(notices),
  }

  const callers = createCallers(shared)
  const audit = {
    ...{ store, clock, log, auditKey: await openAuditKey(store, keyring) },
    onSealed: createEventCounter(metrics.registry),
  }
  showStanding(metrics.registry, {
    standing: () => readStanding(store, clock.now()),
    ping: counting.ping,
  })
  const hasDemoUsers = config.demo && config.bootstrapApiKey === null
  if (hasDemoUsers) await seedDemoUsers(logins)
  const demoOperators = hasDemoUsers ? await seedDemoOperators(logins, config.dataFolder) : null
  const work = createHousekeeping({ ...challenges, notices, audit, logins })
  const prompts = openPromptFiles(promptFolder)
  const app = await createApp(config, {
    ...{
      callers,
      challenges,
      enrolment,
      helpdesk,
      logins,
      devices,
      outbox,
      trials,
      calls,
      accounts,
      simulator,
      prompts,
      metrics,
    },
    policy: { store, clock, callers, hookKey, judgeAddress: publicFetch.judge },
    demoKey: config.demo ? apiKey : null,
    demoUsers: demoOperators && {
      ...{ names: demoUserNames, password: DEMO_PASSWORD, operators: demoOperators },
    },
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
      limits.stop()
      await trials.stop()
      await work.stop()
      challenges.signer.close()
      await simulator?.close()
      await app.close()
      await guard.finish()
      await appSender.stop()
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

/** The console looks again when a call moves. */
function tellConsole(meter: (call: Call) => void, { publish }: Signals) {
  return (call: Call) => {
    meter(call)
    publish(callMovedTopic)
  }
}

function metered(meter: (call: Call) => void, owner: ReturnType<typeof createCallOwner>) {
  return {
    ...owner,
    afterMove(call: Call) {
      meter(call)
      owner.afterMove(call)
    },
  }
}
