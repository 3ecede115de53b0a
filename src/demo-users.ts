import { BOOTSTRAP_TENANT, changePolicy, readPolicy } from './accounts/index.ts'
import type { E164 } from './calls/index.ts'
import {
  confirmFactor,
  disableFactor,
  insertPendingFactor,
  replaceRecoveryCodes,
  upsertUser,
} from './factors/index.ts'
import { type LoginParts, putLogin } from './logins/index.ts'

/** Of all demo users: nothing of a demo is worth protecting, and it listens on this machine alone. */
export const DEMO_PASSWORD = 'vier natte fietsen op het dak'
const ANNOUNCED_DAYS = 7
const GRACE_DAYS = 28
const DAY_MS = 24 * 3_600_000

/** One for each situation that a panel meets. */
const users = [
  { userId: 'nieuw', displayName: 'Noor Nieuw', numbers: [] },
  { userId: 'half', displayName: 'Hugo Half', numbers: ['+31612345671'] },
  { userId: 'klaar', displayName: 'Kees Klaar', numbers: ['+31612345672', '+31612345673'] },
  { userId: 'vast', displayName: 'Vera Vast', numbers: ['+31612345674'] },
  { userId: 'hulp', displayName: 'Hella Hulp', numbers: ['+31612345675', '+31612345676'] },
  { userId: 'collega', displayName: 'Carlo Collega', numbers: ['+31612345677', '+31612345678'] },
] as const

/** Two: what matters most needs a second person. */
const helpdeskUsers = ['hulp', 'collega']

export const demoUserNames = users.map(({ userId }) => userId)

/** Gives a demo its users and its dates; one that has them stays as it is. */
export async function seedDemoUsers(parts: LoginParts): Promise<void> {
  const { store, keyring, clock } = parts
  const tenantId = BOOTSTRAP_TENANT
  const anyone = await store.selectFrom('users').select('id').limit(1).executeTakeFirst()
  if (anyone) return
  const now = clock.now()
  await changePolicy(store, tenantId, {
    changes: {
      announceAt: now - ANNOUNCED_DAYS * DAY_MS,
      enforceAt: now + GRACE_DAYS * DAY_MS,
      helpdeskUsers,
    },
    by: 'demo',
    at: now,
  })
  const policy = await readPolicy(store, tenantId)
  if (!policy) return
  const caller = { tenantId, policy, keyId: 'demo' }
  for (const { userId, displayName, numbers } of users) {
    const emails = [`${userId}@panel.example`]
    await store
      .transaction()
      .execute((within) =>
        upsertUser(within, { tenantId, userId, displayName, emails }, { keyring, now }),
      )
    await putLogin(parts, caller, { userId, name: userId, password: DEMO_PASSWORD })
    for (const number of numbers) await addNumber(parts, { tenantId, userId, number })
  }
  await finish(parts, { tenantId, now })
}

async function addNumber(
  { store, keyring, clock, pseudonym }: LoginParts,
  { tenantId, userId, number }: { tenantId: string; userId: string; number: string },
) {
  const now = clock.now()
  const numberSubject = pseudonym('number', number)
  const wanted = {
    tenantId,
    userId,
    method: 'voice',
    number: number as E164,
    numberSubject,
  } as const
  await store.transaction().execute(async (within) => {
    const added = await insertPendingFactor(within, wanted, { keyring, now })
    if (added.outcome === 'added')
      await confirmFactor(within, { factorId: added.factor.id, now, heldUntil: null })
  })
}

/** Kees is done; Vera typed too many wrong codes. */
async function finish(
  { store, keyring }: LoginParts,
  { tenantId, now }: { tenantId: string; now: number },
) {
  await store.transaction().execute(async (within) => {
    await replaceRecoveryCodes(within, { tenantId, userId: 'klaar' }, { keyring, now })
    const locked = await within
      .selectFrom('factors')
      .select('id')
      .where('tenant_id', '=', tenantId)
      .where('user_id', '=', 'vast')
      .execute()
    for (const { id: factorId } of locked) await disableFactor(within, { factorId, now })
  })
}
