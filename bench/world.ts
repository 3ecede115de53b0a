import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { bootstrap } from '../src/accounts/index.ts'
import { createKeyring, type Keyring } from '../src/platform/keyring.ts'
import { dataKey, openStore, type Store } from '../src/store/index.ts'
import { dropDatabase } from '../test/support/postgres-server.ts'
import type { Closing } from './closing.ts'
import type { Servers } from './servers.ts'

/** Stores of their own, with tenant `demo` and the keys of a service that is about to start there. */
export interface World {
  /** Settings that lead a service or a floor to it. */
  readonly env: Readonly<Record<string, string>>
  readonly store: Store
  readonly keyring: Keyring
  readonly codeKey: Buffer
  readonly nonceKey: Buffer
}

export const apiKey = 'bel_bench_key_that_is_long_enough_for_a_key'
/** Signatures are over it; nobody has to listen there. */
export const publicUrl = 'http://localhost:3000'
export const carrier = {
  name: 'trunk',
  accountSid: `AC${'7'.repeat(32)}`,
  authToken: 'token-of-the-carrier-of-the-bench',
} as const

interface Places {
  /** Null: the embedded stores. */
  readonly servers: Servers | null
  readonly carrierUrl: string
}

export async function openWorld({ servers, carrierUrl }: Places, closing: Closing): Promise<World> {
  const stores = servers ? await productionStores(servers, closing) : embeddedStores(closing)
  const master = randomBytes(32)
  const keyring = createKeyring([{ id: 'bench', key: master }])
  const store = await openStore(stores.DATABASE_URL)
  closing.add(() => store.destroy())
  await bootstrap(store, apiKey)
  const codeKey = await dataKey(store, keyring, 'code-digest')
  const env = {
    ...stores,
    ...carrierSettings(carrierUrl),
    PUBLIC_URL: publicUrl,
    SECRET_KEYS: `bench:${master.toString('base64')}`,
    CODE_KEY: codeKey.toString('base64'),
  }
  return { env, store, keyring, codeKey, nonceKey: await dataKey(store, keyring, 'webhook-nonce') }
}

/** One call a second: a service that calls, but what is measured is the asking. */
function carrierSettings(baseUrl: string) {
  return {
    CARRIERS: carrier.name,
    TRUNK_ACCOUNT_SID: carrier.accountSid,
    TRUNK_AUTH_TOKEN: carrier.authToken,
    TRUNK_FROM: '+31850000001',
    TRUNK_BASE_URL: baseUrl,
    TRUNK_CPS: '1',
  }
}

function embeddedStores(closing: Closing) {
  const folder = mkdtempSync(join(tmpdir(), 'belcode-bench-'))
  closing.add(() => rmSync(folder, { recursive: true, force: true }))
  return { DATABASE_URL: `file:${folder}/belcode.db` }
}

let redisDatabases = 0

async function productionStores({ adminUrl, redisUrl, createDatabase }: Servers, closing: Closing) {
  const DATABASE_URL = await createDatabase()
  closing.add(() => dropDatabase(adminUrl, DATABASE_URL))
  const REDIS_URL = `${redisUrl}/${redisDatabases++}`
  closing.add(async () => {
    const redis = new Redis(REDIS_URL)
    await redis.flushdb()
    await redis.quit()
  })
  return { DATABASE_URL, REDIS_URL }
}
