import { listTenants } from '../accounts/index.ts'
import { recordEvents } from '../audit/index.ts'
import { rotateSigningKey } from '../challenges/index.ts'
import type { Keyring } from '../platform/keyring.ts'
import { type ResealProgress, resealAll, type Store } from '../store/index.ts'
import { print } from './with-store.ts'

/** Seals with the first of SECRET_KEYS what older ones sealed. */
export async function rotateSecrets(store: Store, keyring: Keyring) {
  const { resealed, unreadable, isFinished } = await resealAll(store, keyring, printProgress)
  if (resealed > 0) await record(store, { about: keyring.sealingId, detail: { resealed } })
  print(`${resealed} sealed anew with ${keyring.sealingId}`)
  if (unreadable > 0)
    print(`${unreadable} could not be opened by any of SECRET_KEYS; they are as they were`)
  if (!isFinished)
    print('Some are still sealed with older keys: does an instance run with other SECRET_KEYS?')
  const isDone = isFinished && unreadable === 0
  if (isDone) print('Nothing is sealed with an older key: they may leave SECRET_KEYS')
  return isDone ? 0 : 1
}

const SHOWN_EVERY = 1000

function printProgress({ table, column, resealed, isDone }: ResealProgress) {
  if (resealed > 0 && (isDone || resealed % SHOWN_EVERY === 0))
    print(`  ${table}.${column}: ${resealed}`)
}

/** Publishes a new key for assertions, which signs once everybody knows it. */
export async function rotateSigning(store: Store, keyring: Keyring) {
  const rotation = await rotateSigningKey(store, keyring, Date.now())
  const from = new Date(rotation.signsFrom).toISOString()
  if (rotation.outcome === 'under-way') {
    print(`a new key has been published already; it signs from ${from}`)
    return 1
  }
  await record(store, { about: rotation.kid, detail: { signsFrom: from } })
  print(`published ${rotation.kid}; it signs from ${from}`)
  return 0
}

type What = Pick<Parameters<typeof recordEvents>[1][number], 'about' | 'detail'>

/** It concerns every tenant, so that it stands in the log of each. */
async function record(store: Store, what: What) {
  const event = { ...what, at: Date.now(), kind: 'keys.rotated', actor: 'cli' } as const
  const tenants = await listTenants(store)
  await recordEvents(
    store,
    tenants.map(({ id: tenantId }) => ({ ...event, tenantId })),
  )
}
