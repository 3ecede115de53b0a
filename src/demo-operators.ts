import { DEMO_PASSWORD } from './demo-users.ts'
import { codeAt, drawTotpSecret } from './factors/index.ts'
import { localSecret } from './local-secrets.ts'
import type { LoginParts } from './logins/index.ts'
import { operatorSecretPurpose } from './operators/index.ts'

const operators = [
  { name: 'ops', role: 'ops' },
  { name: 'balie', role: 'helpdesk' },
] as const

/**
 * Gives a demo its operators, whose codes the start page shows: a newcomer needs no authenticator.
 * It listens on this machine alone, like the phones that show every other code.
 */
export async function seedDemoOperators(
  { store, keyring, clock, hasher }: LoginParts,
  dataFolder: string,
) {
  const secret = localSecret(dataFolder, 'demo-operator-secret', drawTotpSecret)
  const anyone = await store.selectFrom('operators').select('id').limit(1).executeTakeFirst()
  const hash = anyone ? null : await hasher.hash(DEMO_PASSWORD)
  const now = clock.now()
  if (hash !== null)
    for (const { name, role } of operators) {
      const id = `op_demo_${name}`
      const row = {
        ...{ id, name, role, password_hash: hash, password_set_at: now, must_change_at: null },
        secret_sealed: keyring.seal(secret, operatorSecretPurpose(id)),
        ...{ last_step: null, created_at: now },
      }
      await store.insertInto('operators').values(row).execute()
    }
  return {
    names: operators.map(({ name }) => name),
    code: () => codeAt(secret, clock.now()),
  }
}
