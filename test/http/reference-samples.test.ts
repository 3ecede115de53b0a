import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { addApiKey, createTenant } from '../../src/accounts/index.ts'
import { defaultRules } from '../../src/limits/index.ts'
import { guideSamples } from '../../src/reference/docs/guide-samples.ts'
import { NUMBER } from '../support/call-flow.ts'
import { codeOf } from '../support/code-of.ts'
import { type Json, startTestService, type TestService } from '../support/test-service.ts'

/** Somebody types in what the newest call says. */
async function typedCode(service: TestService) {
  const { id } = await service.store
    .selectFrom('challenges')
    .select('id')
    .where('status', '=', 'open')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  return codeOf(service, id)
}

const AsyncFunction = (async () => {}).constructor as FunctionConstructor

/** Runs a sample as it stands in the reference; what it looks for around it comes from the test. */
function run(sample: string, around: Readonly<Record<string, unknown>>): Promise<Json> {
  return new AsyncFunction(...Object.keys(around), sample)(...Object.values(around))
}

const homeOf = ({ config }: TestService) => config.publicUrl.href.replace(/\/$/, '')

it('“Make a phone ring” lets somebody in', async () => {
  const service = await startTestService()
  const assertions: string[] = []
  await run(guideSamples(homeOf(service)).fetch, {
    process: { env: { BELCODE_KEY: service.key } },
    typedCode: () => typedCode(service),
    logIn: (assertion: string) => assertions.push(assertion),
    ask: expect.unreachable,
    giveUp: expect.unreachable,
  })
  expect(assertions).toEqual([expect.stringMatching(/^ey/)])
})

it('“Set up a user”, “Log a user in” and “Change factors” go on from each other', async () => {
  // Two calls in a minute are no subject here.
  const rules = defaultRules.filter(({ counts }) => counts !== 'calls')
  const service = await startTestService({ parts: { limits: { rules } } })
  const { enrol, login, proof } = guideSamples(homeOf(service))
  const ended = await run(`${enrol}\n${login}\n${proof}\nreturn { assertion, codes, totp }`, {
    process: { env: { BELCODE_KEY: service.key } },
    typedCode: () => typedCode(service),
  })

  expect(ended.codes).toHaveLength(10)
  expect(ended.totp.qrSvg).toContain('<svg')
  const { factors } = (await service.get('/v1/users/jansen')).body
  expect(factors.map(({ method, state }: Json) => `${method} ${state}`).sort()).toEqual([
    'recovery confirmed',
    'totp pending',
    'voice confirmed',
  ])
})

it('“Verify the assertion” takes what is ours once, and nothing else', async () => {
  const service = await startTestService()
  const own = await prove(service)
  const fresh = await prove(service, '06 87654321')
  const ofOther = await prove(service, NUMBER, await otherTenant(service))
  const [header, claims = '', signature] = fresh.assertion.split('.')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const forged = Buffer.from(JSON.stringify({ ...said, sub: 'admin' })).toString('base64url')

  const program = `${guideSamples(homeOf(service)).jose}
    const results = []
    const attempt = (assertion, subject) => verifyAssertion(assertion, subject)
      .then(String, (error) => error.code ?? error.message)
      .then((result) => results.push(result))
    await attempt(${quote(own.assertion)}, ${quote(own.subject)})
    await attempt(${quote(own.assertion)}, ${quote(own.subject)})
    await attempt(${quote(fresh.assertion)}, ${quote(own.subject)})
    await attempt(${quote(`${header}.${forged}.${signature}`)}, 'admin')
    await attempt(${quote(ofOther.assertion)}, ${quote(ofOther.subject)})
    const RealDate = Date
    globalThis.Date = class extends RealDate {
      constructor(at = RealDate.now() + 6 * 60_000) { super(at) }
    }
    await attempt(${quote(fresh.assertion)}, ${quote(fresh.subject)})
    process.stdout.write(JSON.stringify(results))`

  expect(JSON.parse(await runModule(program))).toEqual([
    'otp,tel,mfa',
    'the assertion was used before',
    'the assertion is for somebody else',
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    'ERR_JWT_CLAIM_VALIDATION_FAILED',
    'ERR_JWT_EXPIRED',
  ])
})

const quote = (text: string) => JSON.stringify(text)

/** Proves a number, and has what says so. */
async function prove(service: TestService, to = NUMBER, key = service.key) {
  const authorization = `Bearer ${key}`
  const opened = await service.post('/v1/challenges', { to }, { authorization })
  const { id } = opened.body
  const code = await codeOf(service, id)
  const path = `/v1/challenges/${id}/verify`
  const { body } = await service.post(path, { code }, { authorization })
  return { subject: id as string, assertion: body.assertion as string }
}

async function otherTenant({ store }: TestService) {
  const key = 'bel_key_of_the_other_tenant_000000000000'
  await createTenant(store, { id: 'other', name: 'Other' })
  await addApiKey(store, { tenantId: 'other', key, label: '', scopes: ['challenges'] })
  return key
}

/** In a process of its own, with the packages of this project. */
async function runModule(program: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-'])
  child.stdin.end(program)
  const [printed, complaints] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  expect(complaints).toBe('')
  return printed
}
