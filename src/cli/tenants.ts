import { parseArgs } from 'node:util'
import {
  changePolicy,
  createTenant,
  gateKinds,
  listTenants,
  type TenantPolicy,
} from '../accounts/index.ts'
import { locales } from '../calls/index.ts'
import { type Command, UsageError } from './command.ts'
import { print, withStore } from './with-store.ts'

const options = {
  name: { type: 'string' },
  gate: { type: 'string' },
  'code-length': { type: 'string' },
  locale: { type: 'string' },
  countries: { type: 'string' },
  'fixed-lines': { type: 'string' },
} as const

export const tenantsCommand: Command = {
  usage: [
    'tenants list',
    'tenants create <id> --name <name> [policy]',
    'tenants policy <id> [--gate key|match|none] [--code-length 6-8] [--locale nl-NL|en-GB]',
    '               [--countries NL,BE] [--fixed-lines yes|no]',
  ],
  async run(words, env) {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [act, id = ''] = positionals
    const policy = readPolicy(values)
    if (act === 'list') return withStore(env, list)
    if (!/^[a-z0-9][a-z0-9-]{0,40}$/.test(id))
      throw new UsageError('An id has small letters, digits and dashes')
    if (act === 'create' && values.name) return create(env, { id, name: values.name, policy })
    if (act === 'policy') return change(env, id, policy)
    throw new UsageError()
  },
}

async function list(store: Parameters<typeof listTenants>[0]) {
  for (const { id, name, policy } of await listTenants(store))
    print(`${id}\t${name}\t${JSON.stringify(policy)}`)
  return 0
}

async function create(env: NodeJS.ProcessEnv, tenant: Parameters<typeof createTenant>[1]) {
  const created = await withStore(env, (store) => createTenant(store, tenant))
  print(created ? `created ${tenant.id}` : `${tenant.id} is there already`)
  return created ? 0 : 1
}

async function change(env: NodeJS.ProcessEnv, id: string, policy: Partial<TenantPolicy>) {
  const changed = await withStore(env, (store) => changePolicy(store, id, policy))
  print(changed ? `changed ${id}` : `there is no tenant ${id}`)
  return changed ? 0 : 1
}

type Values = Partial<Record<keyof typeof options, string>>

function readPolicy(values: Values): Partial<TenantPolicy> {
  const { gate, locale, countries } = values
  const codeLength = values['code-length']
  const fixedLines = values['fixed-lines']
  return {
    ...(gate !== undefined && { gate: oneOf('--gate', gateKinds, gate) }),
    ...(locale !== undefined && { locale: oneOf('--locale', locales, locale) }),
    ...(codeLength !== undefined && {
      codeLength: Number(oneOf('--code-length', ['6', '7', '8'], codeLength)),
    }),
    ...(countries !== undefined && { countries: readCountries(countries) }),
    ...(fixedLines !== undefined && {
      fixedLines: oneOf('--fixed-lines', ['yes', 'no'], fixedLines) === 'yes',
    }),
  }
}

function oneOf<const T extends string>(option: string, choices: readonly T[], raw: string): T {
  const choice = choices.find((one) => one === raw)
  if (choice === undefined) throw new UsageError(`${option} is one of ${choices.join(', ')}`)
  return choice
}

function readCountries(raw: string) {
  const countries = raw.split(',')
  if (countries.every((country) => /^[A-Z]{2}$/.test(country))) return countries
  throw new UsageError('--countries is a list of ISO codes, such as NL,BE')
}
