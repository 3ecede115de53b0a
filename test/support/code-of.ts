import { localKeys } from '../../src/local-secrets.ts'
import { createKeyring } from '../../src/platform/keyring.ts'
import type { TestService } from './test-service.ts'

/** Opens the sealed copy with the service's own key: what only the service can do. */
export async function codeOf({ store, config }: TestService, id: string): Promise<string> {
  const { code_sealed } = await store
    .selectFrom('challenges')
    .select('code_sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (code_sealed === null) throw new Error('The code has been wiped')
  const keyring = createKeyring(config.secretKeys ?? localKeys(config.dataFolder))
  return keyring.open(code_sealed, `challenge:${id}:code`)
}

export function wrongCodeFor(code: string) {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
}
