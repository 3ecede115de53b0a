import { parseArgs } from 'node:util'
import {
  addApiKey,
  drawApiKey,
  listApiKeys,
  listTenants,
  revokeApiKey,
  type Scope,
  scopes,
} from '../accounts/index.ts'
import type { Store } from '../store/index.ts'
import { type Command, UsageError } from './command.ts'
import { keyringOf } from './keyring-of.ts'
import { rotateSecrets, rotateSigning } from './rotate.ts'
import { print, withStore } from './with-store.ts'

const options = { label: { type: 'string' }, scopes: { type: 'string' } } as const

export const keysCommand: Command = {
  usage: [
    'keys list',
    `keys create <tenant> [--label <label>] [--scopes ${scopes.join(',')}]`,
    'keys revoke <key id>',
    'keys rotate            seals everything with the first of SECRET_KEYS, beside the service',
    'keys rotate-signing    a new key for assertions, beside the service',
  ],
  async run(words, env) {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [act, id] = positionals
    if (act === 'list') return withStore(env, list)
    if (act === 'create' && id) return withStore(env, (store) => create(store, id, values))
    if (act === 'revoke' && id) return withStore(env, (store) => revoke(store, id))
    if (act === 'rotate' && !id)
      return withStore(env, (store) => rotateSecrets(store, keyringOf(env)))
    if (act === 'rotate-signing' && !id)
      return withStore(env, (store) => rotateSigning(store, keyringOf(env)))
    throw new UsageError()
  },
}

async function list(store: Store) {
  for (const key of await listApiKeys(store))
    print(
      [key.id, key.tenant_id, key.scopes, key.revoked_at ? 'revoked' : 'works', key.label].join(
        '\t',
      ),
    )
  return 0
}

type Values = { readonly label?: string; readonly scopes?: string }

async function create(store: Store, tenantId: string, { label = '', scopes: wanted }: Values) {
  const tenants = await listTenants(store)
  if (!tenants.some((tenant) => tenant.id === tenantId))
    throw new Error(`There is no tenant ${tenantId}; make it with: belcode tenants create`)
  const key = drawApiKey()
  const id = await addApiKey(store, { tenantId, key, label, scopes: readScopes(wanted) })
  print(`key id   ${id}`)
  print(`API key  ${key}`)
  print('It is shown once: only a digest of it is kept.')
  return 0
}

function readScopes(raw: string | undefined): readonly Scope[] {
  if (raw === undefined) return ['challenges']
  return raw.split(',').map((name) => {
    const scope = scopes.find((one) => one === name)
    if (scope === undefined) throw new UsageError(`--scopes is a list of ${scopes.join(', ')}`)
    return scope
  })
}

async function revoke(store: Store, id: string) {
  const revoked = await revokeApiKey(store, id)
  print(revoked ? `revoked ${id}` : `there is no such key that works`)
  return revoked ? 0 : 1
}
