import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { bootstrap } from '../../src/accounts/index.ts'
import { UsageError } from '../../src/cli/command.ts'
import { limitsCommand } from '../../src/cli/limits.ts'
import { toDecisionRow } from '../../src/guard/decision.ts'
import { insertDecisions } from '../../src/guard/decision-log.ts'
import { defaultLimits, parseLimitSet } from '../../src/limits/index.ts'
import { openStore } from '../../src/store/index.ts'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'belcode-'))
  const store = await openStore(env().DATABASE_URL)
  await bootstrap(store, 'bel_test_key_that_is_long_enough_for_a_key')
  await store.destroy()
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const env = () => ({
  DATABASE_URL: `file:${folder}/belcode.db`,
  SECRET_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
})
const file = (name: string) => join(folder, name)

async function limits(...words: string[]) {
  let output = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += text
    return true
  })
  const code = await limitsCommand.run(words, env()).finally(() => write.mockRestore())
  return { code, output }
}

const why = ['--reason', 'The first day.']

it('what is shown can be edited, checked, set, seen in the history, and taken back', async () => {
  const shown = await limits('show')
  expect(shown.output).toMatch(/^# version 0, /)
  expect(parseLimitSet(shown.output)).toEqual({ limits: defaultLimits })

  writeFileSync(file('new.yaml'), shown.output.replace('quota: 1\n', 'quota: 2\n'))
  expect(await limits('check', file('new.yaml'))).toEqual({
    code: 0,
    output: `good: ${defaultLimits.rules.length} rules, 0 overrides; 304 guesses a year at one user get in once in 3,290\n`,
  })
  expect(await limits('set', file('new.yaml'), ...why)).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^in force within a second: version 1\t.*\tThe first day\.\n$/),
  })
  const now = JSON.parse((await limits('show', '--json')).output)
  expect(now).toMatchObject({ version: 1, reason: 'The first day.' })
  expect(now.limits.rules[0]).toMatchObject({ name: 'number-60s', quota: 2 })
  await limits('restore', '0', '--reason', 'It is over.')
  const { output } = await limits('history')
  expect(output.split('\n').map((line) => line.split('\t')[0])).toEqual([
    ...['version 2 (version 0 again)', 'version 1', ''],
  ])
  expect(JSON.parse((await limits('history', '--json')).output)).toMatchObject([
    { version: 2, restoredFrom: 0, author: 'command line' },
    { version: 1, reason: 'The first day.' },
  ])
})

it('a rule goes into shadow and comes back with one command each', async () => {
  await limits('shadow', 'number-60s', ...why)
  const modeOf = async () => {
    const { limits: now } = JSON.parse((await limits('show', '--json')).output)
    return now.rules[0].mode
  }
  expect(await modeOf()).toBe('shadow')
  await limits('enforce', 'number-60s', ...why)
  expect(await modeOf()).toBe('enforced')
  await expect(limits('shadow', 'nobody', ...why)).rejects.toThrow(UsageError)
  await expect(limits('shadow', 'stopped', ...why)).rejects.toThrow('must be enforced')
})

it('says what is wrong with a document, with pointers, and sets nothing', async () => {
  const broken = { ...defaultLimits, rules: defaultLimits.rules.slice(1, 3) }
  writeFileSync(file('broken.json'), JSON.stringify(broken))
  const checked = await limits('check', file('broken.json'))
  expect(checked.code).toBe(1)
  expect(checked.output).toContain('/rules\tmust have the rule stopped\n')
  expect((await limits('set', file('broken.json'), ...why)).code).toBe(1)
  expect(JSON.parse((await limits('check', file('broken.json'), '--json')).output)).toMatchObject({
    faults: expect.arrayContaining([{ pointer: '/rules', detail: 'must have the rule stopped' }]),
  })
  expect((await limits('history')).output).toBe('')
})

it('undoes nothing of somebody who was faster', async () => {
  const text = (await limits('show')).output
  writeFileSync(file('a.yaml'), text)
  expect((await limits('set', file('a.yaml'), ...why, '--version', '0')).code).toBe(0)
  expect(await limits('set', file('a.yaml'), ...why, '--version', '0')).toEqual({
    code: 1,
    output: 'Nothing was changed: there is a version 1 by now\n',
  })
})

it.each([
  ...[[], ['tune'], ['show', 'me'], ['restore'], ['restore', 'x', ...why], ['set', 'a.yaml']].map(
    (words) => [words],
  ),
])('%j is told how to call it', async (words) => {
  writeFileSync(file('a.yaml'), JSON.stringify(defaultLimits))
  const placed = words.map((word) => (word === 'a.yaml' ? file(word) : word))
  await expect(limits(...placed)).rejects.toThrow(UsageError)
})

it('the document lies sealed in the database', async () => {
  const trusted = [{ tenant: 'demo', number: '+31687654321', reason: 'The front desk.' }]
  writeFileSync(file('a.yaml'), JSON.stringify({ ...defaultLimits, trusted }))
  await limits('set', file('a.yaml'), ...why)
  const bytes = ['belcode.db', 'belcode.db-wal'].flatMap((name) => {
    try {
      return [readFileSync(file(name))]
    } catch {
      return []
    }
  })
  expect(bytes.length).toBeGreaterThan(0)
  expect(Buffer.concat(bytes).includes('87654321')).toBe(false)
})

it('limits are tried on what was asked for, and nothing changes', async () => {
  await recordCalls(3)
  const strict = defaultLimits.rules.map((rule) =>
    rule.name === 'number-24h' ? { ...rule, quota: 1 } : rule,
  )
  writeFileSync(file('strict.json'), JSON.stringify({ ...defaultLimits, rules: strict }))

  const { output } = await limits('replay', file('strict.json'), '--json')
  expect(JSON.parse(output)).toMatchObject({
    ...{ decisions: 3, refusedThen: 0, refusedNow: 2, costDeltaMicros: -170_000 },
    newlyRefused: { count: 2, laterVerified: 0, costMicros: 170_000 },
    worstHit: [{ tenantId: 'demo', limit: 'number-24h', subject: 'n', count: 2 }],
  })
  const said = await limits('replay', file('strict.json'))
  expect(said.output).toContain('2 more refused, 0 of them verified later')
  expect(said.output).toContain('EUR 0.17 saved')
  expect((await limits('replay', file('strict.json'), '--to', '2020-01-01')).output).toContain(
    '0 decisions',
  )
  await expect(limits('replay', file('strict.json'), '--from', 'soon')).rejects.toThrow(UsageError)
  expect(JSON.parse((await limits('show', '--json')).output).version).toBe(0)
})

/** Calls to one number, two hours apart. */
async function recordCalls(count: number) {
  const store = await openStore(env().DATABASE_URL)
  const who = { tenantId: 'demo', numberSubject: 'n', country: 'NL', priceMicros: 85_000 }
  for (let call = 0; call < count; call++) {
    const at = Date.now() - 10 * 3_600_000 + call * 2 * 3_600_000
    const asked = { kind: 'call', at, who, challengeId: null, callId: null } as const
    await insertDecisions(store, [toDecisionRow(asked, [], null)]).execute()
  }
  await store.destroy()
}
