import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PolicyPatch } from './policy-schemas.ts'
import { readPolicyPatch } from './read-policy-patch.ts'

it.each<[unknown, string[]]>([
  [{ factorsWanted: 9, siteName: 'a:b' }, ['#/siteName', '#/factorsWanted']],
  [{ siteName: 'Call\r\nBcc: all@example.com' }, ['#/siteName']],
  [{ appName: '' }, ['#/appName']],
  [{ appName: 'Qaller \u202egnp' }, ['#/appName']],
  [{ methods: [] }, ['#/methods']],
  [{ methods: ['app', 'app'] }, ['#/methods']],
  [{ methods: ['app', 'recovery'] }, ['#/methods/1']],
  [{ resetWaitSeconds: 72 * 3600 + 1 }, ['#/resetWaitSeconds']],
  [{ resetWaitSeconds: '60' }, ['#/resetWaitSeconds']],
  [{ enforceAt: '19-07-2023' }, ['#/enforceAt']],
  [{ enforceAt: '2023-07-19' }, ['#/enforceAt']],
  [{ announceAt: '2023-12-31T23:59:60Z' }, ['#/announceAt']],
  [{ announceAt: 1_689_717_600_000 }, ['#/announceAt']],
  [{ graceEndedAt: null }, ['#/graceEndedAt']],
  [{ ownNumbers: ['+31508200000', '050 8200000', '+3*'] }, ['#/ownNumbers/1', '#/ownNumbers/2']],
  [{ ownNumbers: ['+310508200000', '+31*508'] }, ['#/ownNumbers/0', '#/ownNumbers/1']],
  [{ numberHook: { url: 'http://exchange.example/' } }, ['#/numberHook/url']],
  [{ numberHook: { url: 'https://user:secret@exchange.example/' } }, ['#/numberHook/url']],
  [{ numberHook: { url: 'https://' } }, ['#/numberHook/url']],
  [{ numberHook: { url: 'https://a.example', secret: 'mine' } }, ['#/numberHook/secret']],
  [{ numberHook: 'https://a.example' }, ['#/numberHook']],
  [{ support: { phone: '<b>', fax: '1' } }, ['#/support/phone', '#/support/fax']],
  [{ support: { mail: 'a@b.example\r\nBcc: c@d.example' } }, ['#/support/mail']],
  [{ locale: 'xx-XX', gate: 'open', countries: ['nl'] }, ['#/locale', '#/gate', '#/countries/0']],
  [{ nothing: 1, __proto__x: 2 }, ['#/nothing', '#/__proto__x']],
  [[], ['#']],
])('%j is refused, with what is wrong where', (written, wrong) => {
  const read = readPolicyPatch(written)
  const faults = 'faults' in read ? read.faults : []
  expect(faults.map(({ pointer }) => pointer).sort()).toEqual([...wrong].sort())
  for (const { detail } of faults) expect(detail).toMatch(/[a-z]/)
})

it('turns moments into milliseconds, and leaves the rest as it is', () => {
  const written = {
    ...{ announceAt: '2023-07-19T00:00:00+02:00', enforceAt: null, ownNumbers: ['+3185888*'] },
    ...{ support: { phone: '+31 (0)50 820.00-00' }, siteName: 'Bël & Zoon <3' },
  }
  expect(readPolicyPatch(written)).toEqual({
    changes: { ...written, announceAt: Date.parse('2023-07-18T22:00:00Z') },
  })
  expect(readPolicyPatch({})).toEqual({ changes: {} })
})

it('takes whatever is written, and never repeats it', () => {
  const names = fc.constantFrom(...Object.keys(PolicyPatch.properties), 'graceEndedAt')
  const secret = 'geheim0612345678'
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constant(secret),
    fc.constant([secret, { url: secret }]),
  )
  fc.assert(
    fc.property(fc.dictionary(names, value), (written) => {
      const read = readPolicyPatch(written)
      if ('faults' in read) {
        expect(read.faults.length).toBeGreaterThan(0)
        expect(JSON.stringify(read.faults)).not.toContain(secret)
      } else expect(Object.keys(read.changes)).toEqual(Object.keys(written))
    }),
    { seed: 20230719, numRuns: 2000 },
  )
})
