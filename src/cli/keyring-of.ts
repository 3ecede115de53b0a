import { readConfig } from '../config.ts'
import { localKeys } from '../local-secrets.ts'
import { createKeyring, type Keyring } from '../platform/keyring.ts'

/** The keys that the service of these settings seals with. */
export function keyringOf(env: NodeJS.ProcessEnv): Keyring {
  const { secretKeys, dataFolder } = readConfig(env)
  return createKeyring(secretKeys ?? localKeys(dataFolder))
}
