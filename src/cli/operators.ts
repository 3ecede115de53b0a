import { parseArgs } from 'node:util'
import { createHasher } from '../logins/index.ts'
import {
  addOperator,
  listOperators,
  operatorNamePattern,
  operatorRoles,
  removeOperator,
  resetOperator,
} from '../operators/index.ts'
import { systemClock } from '../platform/clock.ts'
import { dataKey, type Store } from '../store/index.ts'
import { type Command, UsageError } from './command.ts'
import { keyringOf } from './keyring-of.ts'
import { print, withStore } from './with-store.ts'

const options = { role: { type: 'string' } } as const
const actor = 'command-line'

/** Accounts of the console. There is no page that makes them: who has this machine is in charge. */
export const operatorsCommand: Command = {
  usage: [
    'operators list',
    `operators add <name> --role ${operatorRoles.join('|')}`,
    'operators reset <name>    a new first password; the authenticator and sessions are gone',
    'operators remove <name>',
  ],
  async run(words, env) {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [act, name = ''] = positionals
    if (act === 'list') return withStore(env, list)
    if (!new RegExp(operatorNamePattern).test(name))
      throw new UsageError('A name has 2 to 40 small letters, digits, dots and dashes')
    if (act === 'add')
      return withStore(env, (store) => add(store, env, { name, role: values.role }))
    if (act === 'reset') return withStore(env, (store) => reset(store, env, name))
    if (act === 'remove') return withStore(env, (store) => remove(store, name))
    throw new UsageError()
  },
}

async function list(store: Store) {
  for (const { name, role, hasFactor, mustChange } of await listOperators(store)) {
    const state = hasFactor && !mustChange ? 'in use' : 'never logged in'
    print([name, role, state].join('\t'))
  }
  return 0
}

interface Wanted {
  readonly name: string
  readonly role: string | undefined
}

async function add(store: Store, env: NodeJS.ProcessEnv, { name, role: wanted }: Wanted) {
  const role = operatorRoles.find((one) => one === wanted)
  if (!role) throw new UsageError(`--role is ${operatorRoles.join(' or ')}`)
  const added = await addOperator(await partsOf(store, env), { name, role, actor })
  if (added) show(added.password)
  else print(`${name} is there already`)
  return added ? 0 : 1
}

async function reset(store: Store, env: NodeJS.ProcessEnv, name: string) {
  const done = await resetOperator(await partsOf(store, env), { name, actor })
  if (done) show(done.password)
  else print(`there is no operator ${name}`)
  return done ? 0 : 1
}

async function remove(store: Store, name: string) {
  const removed = await removeOperator({ store, clock: systemClock }, { name, actor })
  print(removed ? `removed ${name}` : `there is no operator ${name}`)
  return removed ? 0 : 1
}

function show(password: string) {
  print(`first password  ${password}`)
  print('It is shown once and works for three days: at the first login comes an authenticator,')
  print('and then a password of their own.')
}

async function partsOf(store: Store, env: NodeJS.ProcessEnv) {
  const pepper = await dataKey(store, keyringOf(env), 'password-pepper')
  return { store, clock: systemClock, hasher: createHasher({ pepper }) }
}
