import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, onTestFinished } from 'vitest'
import { defaultPolicy, judgeOwnNumber } from '../../src/accounts/index.ts'
import { parseNumber } from '../../src/calls/numbers/parse-number.ts'
import { type FetchOutside, numberHookSecret } from '../../src/enrolment/number-hook.ts'
import { createOwnNumberJudge } from '../../src/enrolment/own-numbers.ts'
import { readPolicyPatch } from '../../src/enrolment/read-policy-patch.ts'
import { createPublicFetch } from '../../src/platform/http/public-fetch.ts'
import { HOOK_KEY } from '../support/policy-app.ts'

/** Gain (T6): a factor that whoever has the panel can answer, by a number of the panel's exchange. */

const NOW = Date.parse('2023-07-19T09:00:00Z')
const tenantId = 'demo'
const url = 'https://exchange.example/numbers'

interface Asked {
  readonly url: string
  readonly request: Parameters<FetchOutside>[1]
}

/** An exchange that answers as told, and what it was asked. */
function exchange(answer: () => { status?: number; text: string }) {
  const asked: Asked[] = []
  const fetch: FetchOutside = async (url, request) => {
    asked.push({ url, request })
    return { status: 200, ...answer() }
  }
  const clock = { now: () => NOW, every: () => () => undefined }
  return { asked, judge: createOwnNumberJudge({ fetch, hookKey: HOOK_KEY, clock }) }
}

const yes = () => ({ text: '{"allowed":true}' })
const hooked = { tenantId, policy: { ...defaultPolicy, numberHook: { url } } }

describe('the list of the exchange', () => {
  const numbers = fc.stringMatching(/^\+31(6[1-58]\d{7}|20\d{7}|50\d{7})$/)
  const settings = { seed: 20230719, numRuns: 500 }

  it('refuses every number on it, alone or by its block, and asks nobody', async () => {
    const { judge, asked } = exchange(yes)
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(numbers, { minLength: 1, maxLength: 50 }), async (own) => {
        const blocks = own.map((number) => `${number.slice(0, 9)}*`)
        for (const ownNumbers of [own, blocks])
          for (const number of own) {
            const policy = { ...hooked.policy, ownNumbers }
            expect(await judge({ tenantId, policy }, number)).toEqual({ reason: 'own-exchange' })
          }
      }),
      settings,
    )
    expect(asked).toEqual([])
  })

  it('refuses a number on it however it is written', () => {
    const writings = ['06 12345678', '0031 6-12345678', '+31 (0)6 12345678', '31612345678']
    for (const raw of writings) {
      const parsed = parseNumber(raw)
      const number = 'number' in parsed ? parsed.number : ''
      expect(judgeOwnNumber(number, { ownNumbers: ['+31612345678'] }), raw).toBe('own-exchange')
    }
  })

  it('refuses no other number', () => {
    fc.assert(
      fc.property(numbers, numbers, (own, number) => {
        fc.pre(!number.startsWith(own.slice(0, 10)))
        const ownNumbers = [own, `${own.slice(0, 10)}*`]
        expect(judgeOwnNumber(number, { ownNumbers })).toBeNull()
      }),
      settings,
    )
    expect(judgeOwnNumber('+31612345678', { ownNumbers: ['+3161234567'] })).toBeNull()
    expect(judgeOwnNumber('+31612345678', { ownNumbers: [] })).toBeNull()
  })

  it('takes no entry that looks like a number and would never be found', () => {
    for (const entry of ['+310612345678', '0612345678', '+31 612345678', '+316123*5678', '*', '+*'])
      expect(readPolicyPatch({ ownNumbers: [entry] })).toHaveProperty('faults')
    expect(readPolicyPatch({ ownNumbers: ['+31612345678', '+3161234*'] })).toHaveProperty('changes')
  })
})

describe('the hook of the exchange', () => {
  it('is asked about the number, signed with a secret that the tenant has', async () => {
    const { judge, asked } = exchange(yes)
    expect(await judge(hooked, '+31612345678')).toBeNull()

    const [{ url: to, request } = { url: '', request: undefined }] = asked
    expect(to).toBe(url)
    expect(request).toMatchObject({ method: 'POST', timeoutMs: 2000 })
    expect(JSON.parse(request?.body ?? '')).toEqual({ number: '+31612345678' })
    expect(request?.headers['webhook-timestamp']).toBe(String(NOW / 1000))
    const secret = numberHookSecret(HOOK_KEY, { tenantId, url })
    const { 'webhook-id': id = '' } = request?.headers ?? {}
    expect(new Webhook(secret).sign(id, new Date(NOW), request?.body ?? '')).toBe(
      request?.headers['webhook-signature'],
    )
  })

  it('another tenant cannot sign for this one, nor this one for another address', () => {
    const secrets = [
      numberHookSecret(HOOK_KEY, { tenantId, url }),
      numberHookSecret(HOOK_KEY, { tenantId: 'other', url }),
      numberHookSecret(HOOK_KEY, { tenantId, url: `${url}/` }),
      numberHookSecret(Buffer.alloc(32, 6), { tenantId, url }),
    ]
    expect(new Set(secrets).size).toBe(secrets.length)
  })

  it('says no, in words that a page can show', async () => {
    const { judge } = exchange(() => ({
      text: JSON.stringify({ allowed: false, reason: 'Doorgeschakeld naar\r\n+31 20 123 45 67.' }),
    }))
    expect(await judge(hooked, '+31612345678')).toEqual({
      ...{ reason: 'exchange-refused', exchangeReason: 'Doorgeschakeld naar ….' },
    })
  })

  it('its words are cut off', async () => {
    const { judge } = exchange(() => ({ text: `{"allowed":false,"reason":"${'x'.repeat(9999)}"}` }))
    const refusal = await judge(hooked, '+31612345678')
    expect(refusal?.exchangeReason).toHaveLength(200)
  })

  it.each<[string, () => { status?: number; text: string }]>([
    ['is away', () => failing()],
    ['has an error', () => ({ status: 500, text: '{"allowed":true}' })],
    ['sends elsewhere', () => ({ status: 302, text: '{"allowed":true}' })],
    ['has nothing to say', () => ({ status: 204, text: '' })],
    ['says no JSON', () => ({ text: 'yes' })],
    ['says something else', () => ({ text: '{"ok":true}' })],
    ['says it in a word', () => ({ text: '{"allowed":"true"}' })],
    ['says it in a number', () => ({ text: '{"allowed":1}' })],
    ['says null', () => ({ text: 'null' })],
    ['says yes in a list', () => ({ text: '[{"allowed":true}]' })],
  ])('that %s lets nobody through', async (_how, answer) => {
    const { judge } = exchange(answer)
    expect(await judge(hooked, '+31612345678')).toEqual({ reason: 'exchange-unavailable' })
  })
})

describe('an exchange on the network', () => {
  const clock = { now: () => Date.now(), every: () => () => undefined }

  async function startExchange(listener: RequestListener) {
    const server = createServer(listener)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/numbers`
    return { tenantId, policy: { ...defaultPolicy, numberHook: { url } } }
  }

  const reachable = createPublicFetch({ mayReach: (address) => address === '127.0.0.1' })
  const judgeBy = (fetch: FetchOutside) => createOwnNumberJudge({ fetch, hookKey: HOOK_KEY, clock })

  it('checks the signature with the library of the specification, and answers', async () => {
    const tenant = await startExchange(async (request, response) => {
      const body = await text(request)
      const { url = '', headers } = request
      const address = `http://${headers.host}${url}`
      const webhook = new Webhook(numberHookSecret(HOOK_KEY, { tenantId, url: address }))
      webhook.verify(body, headers as Record<string, string>)
      response.end(JSON.stringify({ allowed: JSON.parse(body).number !== '+31612345678' }))
    })
    const judge = judgeBy(reachable)
    expect(await judge(tenant, '+31687654321')).toBeNull()
    expect(await judge(tenant, '+31612345678')).toEqual({ reason: 'exchange-refused' })
  })

  it('that does not answer within two seconds lets nobody through', async () => {
    const tenant = await startExchange(() => undefined)
    const began = performance.now()
    expect(await judgeBy(reachable)(tenant, '+31612345678')).toEqual({
      reason: 'exchange-unavailable',
    })
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('on a private address is never asked', async () => {
    const asked: string[] = []
    const tenant = await startExchange(({ url = '' }) => void asked.push(url))
    expect(await judgeBy(createPublicFetch())(tenant, '+31612345678')).toEqual({
      reason: 'exchange-unavailable',
    })
    expect(asked).toEqual([])
  })
})

function failing(): never {
  throw new Error('connect ECONNREFUSED')
}
