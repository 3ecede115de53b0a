import { parseArgs } from 'node:util'
import { listVersions, readLimits } from '../guard/index.ts'
import { guessesPerYear, guessOdds, type LimitSet } from '../limits/index.ts'
import { changeNewest, restoreVersion, setLimits } from './change-limits.ts'
import { type Command, UsageError } from './command.ts'
import { keyringOf } from './keyring-of.ts'
import { printFaults } from './print-faults.ts'
import { readLimitFile } from './read-limit-file.ts'
import { replayLimits } from './replay-limits.ts'
import { showLimits, showVersion } from './show-limits.ts'
import { print, withStore } from './with-store.ts'

const options = {
  json: { type: 'boolean', default: false },
  reason: { type: 'string' },
  version: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const

interface Values {
  readonly json: boolean
  readonly reason?: string
  readonly version?: string
  readonly from?: string
  readonly to?: string
}

type Act = (word: string, values: Values, env: NodeJS.ProcessEnv) => Promise<number>

export const limitsCommand: Command = {
  usage: [
    'limits show [--version <n>] [--json]            the limits in force, or as they once were',
    'limits check <file> [--json]                    YAML or JSON; - is standard input',
    'limits replay <file> [--from <time>] [--to <time>] [--json]    tried on the last seven days',
    'limits set <file> --reason <why> [--version <n>]',
    'limits shadow <rule> --reason <why>             it counts and refuses nobody',
    'limits enforce <rule> --reason <why>',
    'limits history [--json]',
    'limits restore <n> --reason <why>',
  ],
  async run(words, env) {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [name = '', word = '', ...rest] = positionals
    const act = Object.hasOwn(acts, name) ? acts[name] : undefined
    if (!act || rest.length > 0) throw new UsageError()
    return act(word, values as Values, env)
  },
}

const acts: Readonly<Record<string, Act>> = {
  show: (word, { version, json }, env) =>
    withStore(env, async (store) => {
      if (word !== '') throw new UsageError()
      const stored = await readLimits({ store, keyring: keyringOf(env) }, toVersion(version))
      if (!stored) throw new Error('There is no such version')
      showLimits(stored, json)
      return 0
    }),
  async check(word, { json }) {
    const read = await readLimitFile(word)
    if ('faults' in read) {
      printFaults(read.faults, json)
      return 1
    }
    print(json ? JSON.stringify({ faults: [], ...factsOf(read.limits) }) : wordsOf(read.limits))
    return 0
  },
  replay: (word, values, env) => replayLimits(word, values, env),
  async set(word, { reason, version, json }, env) {
    const read = await readLimitFile(word)
    if ('faults' in read) {
      printFaults(read.faults, json)
      return 1
    }
    const basedOn = toVersion(version)
    return setLimits(env, { limits: read.limits, reason: needed(reason), basedOn }, json)
  },
  shadow: (word, values, env) => changeMode(word, 'shadow', { ...values, env }),
  enforce: (word, values, env) => changeMode(word, 'enforced', { ...values, env }),
  history: (word, { json }, env) =>
    withStore(env, async (store) => {
      if (word !== '') throw new UsageError()
      const versions = await listVersions(store)
      if (json) print(JSON.stringify(versions))
      else for (const version of versions) print(showVersion(version))
      return 0
    }),
  async restore(word, { reason, json }, env) {
    const version = toVersion(word)
    if (version === undefined) throw new UsageError('Which version?')
    return restoreVersion(env, { version, reason: needed(reason) }, json)
  },
}

interface ModeChange extends Values {
  readonly env: NodeJS.ProcessEnv
}

function changeMode(name: string, mode: 'shadow' | 'enforced', { env, reason, json }: ModeChange) {
  const change = (limits: LimitSet): LimitSet => {
    if (!limits.rules.some((rule) => rule.name === name))
      throw new UsageError('There is no rule of that name')
    const rules = limits.rules.map((rule) => (rule.name === name ? { ...rule, mode } : rule))
    return { ...limits, rules }
  }
  return changeNewest(env, { change, reason: needed(reason) }, json)
}

function needed(reason: string | undefined): string {
  if (reason === undefined || !/^[^\p{Cc}]{3,200}$/u.test(reason))
    throw new UsageError('--reason says why, in 3 to 200 characters')
  return reason
}

function toVersion(word: string | undefined): number | undefined {
  if (word === undefined || word === '') return undefined
  if (!/^\d{1,9}$/.test(word)) throw new UsageError('A version is a number')
  return Number(word)
}

function factsOf({ rules, overrides }: LimitSet) {
  const guesses = guessesPerYear(rules)
  const odds = guessOdds(guesses, { digits: 6, codesAtOnce: 1 })
  return {
    rules: rules.length,
    overrides: overrides.length,
    guessesPerYear: guesses,
    guessOdds: odds,
  }
}

function wordsOf(limits: LimitSet): string {
  const { rules, overrides, guessesPerYear: guesses, guessOdds: odds } = factsOf(limits)
  const one = Math.round(1 / odds).toLocaleString('en')
  return `good: ${rules} rules, ${overrides} overrides; ${guesses} guesses a year at one user get in once in ${one}`
}
