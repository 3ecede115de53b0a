import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { listTenants } from '../accounts/index.ts'
import {
  exportEntries,
  faults,
  type Noted,
  openAuditKey,
  recordEvents,
  type Verdict,
  verifyChain,
} from '../audit/index.ts'
import { systemClock } from '../platform/clock.ts'
import type { Store } from '../store/index.ts'
import { type Command, UsageError } from './command.ts'
import { keyringOf } from './keyring-of.ts'
import { print, withStore } from './with-store.ts'

const options = {
  json: { type: 'boolean', default: false },
  noted: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const

type Values = { readonly from?: string; readonly to?: string }

export const auditCommand: Command = {
  usage: [
    'audit verify [<tenant>] [--json] [--noted <seq>:<hash>]',
    'audit export <tenant> [--from <time>] [--to <time>]     JSON lines',
  ],
  async run(words, env) {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [act, tenantId, ...rest] = positionals
    const noted = readNoted(values.noted)
    if (rest.length > 0 || (noted && !tenantId)) throw new UsageError()
    if (act === 'verify')
      return withStore(env, (store) => verify(store, env, { ...values, tenantId, noted }))
    if (act === 'export' && tenantId)
      return withStore(env, (store) => exportLog(store, tenantId, values))
    throw new UsageError()
  },
}

interface Wanted {
  readonly tenantId: string | undefined
  readonly noted: Noted | null
  readonly json: boolean
}

async function verify(store: Store, env: NodeJS.ProcessEnv, { tenantId, noted, json }: Wanted) {
  const parts = { store, clock: systemClock, auditKey: await openAuditKey(store, keyringOf(env)) }
  const verdicts: Verdict[] = []
  for (const id of await tenantsOf(store, tenantId))
    verdicts.push(await verifyChain(parts, id, noted))
  if (json) print(JSON.stringify(verdicts))
  else for (const verdict of verdicts) print(toWords(verdict))
  return verdicts.every(({ valid }) => valid) ? 0 : 1
}

async function tenantsOf(store: Store, wanted: string | undefined) {
  const ids = (await listTenants(store)).map(({ id }) => id)
  if (wanted === undefined) return ids
  if (ids.includes(wanted)) return [wanted]
  throw new Error(`There is no tenant ${wanted}`)
}

function toWords({ tenantId, entries, lastSeq, hash, unsealed, broken }: Verdict) {
  if (broken) {
    const entry = broken.id === null ? `${broken.seq}` : `${broken.seq} (${broken.id})`
    return `${tenantId}\tBROKEN at entry ${entry}: ${faults[broken.fault]}`
  }
  const waiting = unsealed > 0 ? `, ${unsealed} not sealed yet` : ''
  return `${tenantId}\twhole: ${entries} entries${waiting}; to be noted: ${lastSeq}:${hash}`
}

async function exportLog(store: Store, tenantId: string, { from, to }: Values) {
  await tenantsOf(store, tenantId)
  const wanted = { tenantId, from: readTime('--from', from), to: readTime('--to', to) }
  await pipeline(Readable.from(exportEntries(store, wanted)), process.stdout, { end: false })
  const event = { kind: 'audit.exported', actor: 'cli', about: tenantId } as const
  await recordEvents(store, [{ ...event, tenantId, at: Date.now() }])
  return 0
}

function readTime(option: string, raw: string | undefined) {
  if (raw === undefined) return undefined
  const at = /^\d{4}-\d{2}-\d{2}/.test(raw) ? Date.parse(raw) : Number.NaN
  if (Number.isNaN(at)) throw new UsageError(`${option} is a time such as 2026-01-31T12:00:00Z`)
  return at
}

function readNoted(raw: string | undefined): Noted | null {
  if (raw === undefined) return null
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(raw) ?? []
  if (seq === undefined || hash === undefined)
    throw new UsageError('--noted is what an earlier audit verify said: <seq>:<hash>')
  return { seq: Number(seq), hash }
}
