import { parseArgs } from 'node:util'
import { readPolicy, type TenantPolicy } from '../accounts/index.ts'
import { forecast, forecastToCsv, forecastToJson } from '../enrolment/index.ts'
import type { Store } from '../store/index.ts'
import { type Command, UsageError } from './command.ts'
import { readMoment } from './read-moment.ts'
import { withStore } from './with-store.ts'

const options = { at: { type: 'string' }, csv: { type: 'boolean', default: false } } as const

export const forecastCommand: Command = {
  usage: ['forecast <tenant> --at <date> [--csv]    who could not log in then, and why'],
  async run(words, env) {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [tenantId, ...others] = positionals
    if (tenantId === undefined || values.at === undefined || others.length > 0)
      throw new UsageError()
    const at = Date.parse(readMoment(values.at))
    if (Number.isNaN(at)) throw new UsageError('--at is a date, such as 2023-07-19')
    return withStore(env, async (store) => {
      const policy = await readPolicy(store, tenantId)
      if (!policy) throw new Error(`There is no tenant ${tenantId}`)
      await write(store, { tenantId, policy, at }, values.csv)
      return 0
    })
  },
}

interface Question {
  readonly tenantId: string
  readonly policy: TenantPolicy
  readonly at: number
}

async function write(store: Store, question: Question, csv: boolean) {
  const pages = forecast(store, question)
  const texts = csv ? forecastToCsv(pages) : forecastToJson(question, pages)
  for await (const text of texts) process.stdout.write(text)
  if (!csv) process.stdout.write('\n')
}
