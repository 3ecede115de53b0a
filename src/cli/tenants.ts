import { parseArgs } from 'node:util'
import {
  applyChanges,
  changePolicy,
  createTenant,
  listTenants,
  type PolicyChanges,
  type PolicyFault,
} from '../accounts/index.ts'
import { numberHookSecret, openNumberHookKey, readPolicyPatch } from '../enrolment/index.ts'
import { type Command, UsageError } from './command.ts'
import { keyringOf } from './keyring-of.ts'
import { faultOfOption, policyOptions, toPatch, usageOfPolicy } from './policy-options.ts'
import { print, withStore } from './with-store.ts'

const options = {
  name: { type: 'string' },
  ...Object.fromEntries(
    Object.keys(policyOptions).map((name) => [name, { type: 'string' } as const]),
  ),
} as const

export const tenantsCommand: Command = {
  usage: [
    'tenants list',
    'tenants create <id> --name <name> [policy]',
    'tenants policy <id> [policy], which is',
    ...usageOfPolicy(4),
  ],
  async run(words, env) {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [act, id = ''] = positionals
    const patch = toPatch(values)
    if (act === 'list') return withStore(env, list)
    if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(id))
      throw new UsageError('An id has small letters, digits and dashes')
    const { name } = values
    if (act === 'create' && name) return create(env, { id, name, patch })
    if (act === 'policy') return change(env, id, readChanges(patch))
    throw new UsageError()
  },
}

async function list(store: Parameters<typeof listTenants>[0]) {
  for (const { id, name, policy } of await listTenants(store))
    print(`${id}\t${name}\t${JSON.stringify(policy)}`)
  return 0
}

interface NewTenant {
  readonly id: string
  readonly name: string
  readonly patch: object
}

async function create(env: NodeJS.ProcessEnv, { id, name, patch }: NewTenant) {
  // Users know the panel by the tenant's name, unless somebody says otherwise.
  const changes = readChanges({ siteName: name, ...patch })
  const changed = applyChanges({}, changes, Date.now())
  if ('faults' in changed) throw refused(changed.faults)
  const tenant = { id, name, policy: changed.stored }
  const created = await withStore(env, (store) => createTenant(store, tenant))
  print(created ? `created ${id}` : `${id} is there already`)
  return created ? 0 : 1
}

async function change(env: NodeJS.ProcessEnv, tenantId: string, changes: PolicyChanges) {
  const { numberHook } = changes
  return withStore(env, async (store) => {
    const asked = { changes, by: 'command line', at: Date.now() }
    const result = await changePolicy(store, tenantId, asked)
    if (result.outcome === 'invalid') throw refused(result.faults)
    print(result.outcome === 'changed' ? `changed ${tenantId}` : `there is no tenant ${tenantId}`)
    if (result.outcome === 'unknown') return 1
    if (numberHook) {
      const hookKey = await openNumberHookKey(store, keyringOf(env))
      print(`The hook is signed with  ${numberHookSecret(hookKey, { tenantId, ...numberHook })}`)
    }
    return 0
  })
}

function readChanges(patch: object): PolicyChanges {
  const read = readPolicyPatch(patch)
  if ('faults' in read) throw refused(read.faults)
  return read.changes
}

function refused(faults: readonly PolicyFault[]) {
  return new UsageError(faults.map(faultOfOption).join('\n'))
}
