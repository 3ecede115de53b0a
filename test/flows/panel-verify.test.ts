import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { wrongCodeFor } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import {
  addAuthenticator,
  annaByBoth,
  annaByPhone,
  codeOn,
  loggingIn,
  roundOn,
  totpAt,
} from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'
import { addUserWithLogin, type Visitor } from '../support/visitor.ts'

const minutes = (count: number) => count * 60_000

/** Comes back to the page until it says something. */
function says(visitor: Visitor, words: string | RegExp) {
  return eventually(
    () => visitor.get('/verify'),
    ({ text }) => text.search(words) >= 0,
  )
}

it('a user is called, types the code and is in', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  expect(anna.seen.status).toBe(200)
  expect(anna.seen.text).toContain('Wacht even ... we moeten uw identiteit verifiëren')
  expect(anna.seen.text).toContain('6 cijfers')

  const code = await codeOn(service, anna.seen)
  const wrong = await anna.post('/verify', { code: wrongCodeFor(code) })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('Deze code is niet juist. U heeft nog 4 pogingen.')
  expect((await anna.post('/verify', { code: 'abc' })).text).toContain('bestaat uit 6 cijfers')

  const inside = await anna.post('/verify', { code: ` ${code.slice(0, 3)}-${code.slice(3)} ` })
  expect(inside).toMatchObject({ status: 200, path: '/panel' })
  const proof = anna.cookies.get('__Host-belcode-proof') ?? ''
  expect(decodeJwt(proof)).toMatchObject({ sub: 'anna', amr: ['otp', 'tel', 'mfa'] })
  expect((await anna.get('/verify')).path).toBe('/panel')
})

it('the page says how the call goes, and what to do', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const phone = service.phones.phone(NUMBER)
  const anna = await loggingIn(service)
  await phone.waitForRing()
  const ringing = await says(anna, 'Uw telefoon gaat over. Neem op.')
  expect(ringing.html).toContain('<noscript><meta http-equiv="refresh" content="5"/></noscript>')
  await phone.answer()
  await says(anna, 'Opgenomen. Toets het cijfer dat u hoort.')
  await phone.hangUp()
  const over = await says(anna, 'Het gesprek is afgelopen.')
  expect(over.text).toContain('Laat de code nogmaals versturen.')
  expect(over.html).not.toContain('http-equiv="refresh"')
  expect(over.html).toMatch(/<noscript><p><a href="[^"]*\/verify\?round=/)
})

it.each([
  ['busy', 'in gesprek'],
  ['no-answer', 'Geen gehoor'],
  ['wrong-key', 'verkeerde toets'],
  ['declines', 'in gesprek, of de oproep werd geweigerd'],
])('a callee who is %s is told of in plain words', async (callee, words) => {
  const service = await startTestService()
  await annaByPhone(service)
  await service.phones.phone(NUMBER).behave(callee)
  const anna = await loggingIn(service)
  const seen = await says(anna, words)
  expect(seen.text).toContain('Laat de code nogmaals versturen.')
})

it('the two digits of gate `match` stand there while the call waits for them, and not before', async () => {
  const service = await startTestService()
  await service.patch('/v1/policy', { gate: 'match' })
  await annaByPhone(service)
  const phone = service.phones.phone(NUMBER)
  const anna = await loggingIn(service)
  await phone.waitForRing()
  const digits = /class="digits">(\d) (\d)</
  expect((await says(anna, 'gaat over')).html).not.toMatch(digits)
  await phone.answer()
  const [, first = '', second = ''] =
    digits.exec((await says(anna, 'Toets op uw telefoon')).html) ?? []
  expect(first + second).toMatch(/^\d\d$/)
  await phone.waitForQuestion()
  await phone.press(first + second)
  expect((await says(anna, /Juiste toets|voorgelezen|afgelopen/)).html).not.toMatch(digits)
})

it('"Code nogmaals versturen" counts down to what the server says, and the server decides', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const [, left = ''] = /data-available-in="(\d+)"/.exec(anna.seen.html) ?? []
  expect(Number(left)).toBeGreaterThan(55_000)
  expect(Number(left)).toBeLessThanOrEqual(60_000)

  const soon = await anna.post('/verify/resend')
  expect(soon.status).toBe(429)
  expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(50)
  expect(soon.text).toMatch(/Er is niets verstuurd: dat kan pas over \d\d seconden weer\./)
  expect((await anna.get('/verify/resend')).path).toMatch(/^\/verify\?round=/)

  const code = await codeOn(service, anna.last())
  service.clock.advance(minutes(1))
  const free = await anna.get('/verify')
  expect(free.html).not.toContain('data-available-in')
  const resent = await anna.post('/verify/resend')
  expect(resent.status).toBe(200)
  expect(resent.html).toContain('data-available-in')
  expect(await codeOn(service, resent)).toBe(code)
  expect((await anna.post('/verify', { code })).path).toBe('/panel')
})

it('"Gebruik een andere methode" lists what is possible, and goes on with it', async () => {
  const service = await startTestService()
  const { secret, factor } = await annaByBoth(service)
  const anna = await loggingIn(service)
  expect(anna.seen.text).toContain('Gebruik een andere methode')
  const methods = await anna.get('/verify/methods')
  expect(methods.html.match(/name="factorId"/g)).toHaveLength(1)
  const switched = await anna.post('/verify/switch', { factorId: factor.id })
  expect(switched.text).toContain('uw authenticator-app nu toont')
  expect(switched.html).not.toContain('/verify/resend')

  const back = await anna.get('/verify/methods')
  expect(back.text).toContain('+31 6 •••• ••78')
  await anna.get('/verify')
  const inside = await anna.post('/verify', { code: totpAt(secret, service.clock.now()) })
  expect(inside.path).toBe('/panel')
})

it('who has one method is offered no other', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  expect(anna.seen.text).not.toContain('Gebruik een andere methode')
  expect((await anna.get('/verify/methods')).text).toContain('Er is geen andere methode ingesteld')
})

it('a code that is over is said to be over, and a new one is a button away', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const first = roundOn(anna.seen)
  service.clock.advance(minutes(5))
  const expired = await anna.get('/verify')
  expect(expired.text).toContain('De code is verlopen')
  const reference = `${first.slice(3, 7)}-${first.slice(7, 11)}`
  expect(expired.text).toContain(`Referentie voor de helpdesk: ${reference}`)
  const again = await anna.post('/verify/again')
  expect(roundOn(again)).not.toBe(first)

  const wrong = wrongCodeFor(await codeOn(service, again))
  for (let guess = 1; guess <= 4; guess++) await anna.post('/verify', { code: wrong })
  const exhausted = await anna.post('/verify', { code: wrong })
  expect(exhausted.text).toContain('Te vaak een verkeerde code')
  expect((await anna.get('/verify')).text).toContain('Te vaak een verkeerde code')

  service.clock.advance(minutes(2))
  await anna.get('/verify')
  const third = await anna.post('/verify/again')
  expect(third.text).toContain('we moeten uw identiteit verifiëren')
  await service.post(`/v1/challenges/${roundOn(third)}/cancel`)
  expect((await anna.get('/verify')).text).toContain('Deze code geldt niet meer')
})

it('a limit is told of with when and a reference, and another method still lets in', async () => {
  const service = await startTestService()
  const { secret, factor } = await annaByBoth(service)
  await loggingIn(service)
  const anna = await loggingIn(service)
  expect(anna.seen.status).toBe(429)
  expect(anna.seen.text).toContain('Er is nu geen code verstuurd')
  expect(anna.seen.text).toMatch(/Probeer het over \d+ seconden opnieuw\./)
  const [, reference = ''] = /helpdesk: ([A-Z]\d-\d\d-[A-Z]{2})/.exec(anna.seen.text) ?? []
  const refusal = await service.store
    .selectFrom('audit_events')
    .select('kind')
    .where('about', '=', reference)
    .executeTakeFirst()
  expect(refusal?.kind).toBe('challenge.refused')

  const methods = await anna.get('/verify/methods')
  expect(methods.html.match(/name="factorId"/g)).toHaveLength(2)
  const switched = await anna.post('/verify/switch', { factorId: factor.id })
  expect(switched.text).toContain('uw authenticator-app nu toont')
  const inside = await anna.post('/verify', { code: totpAt(secret, service.clock.now()) })
  expect(inside.path).toBe('/panel')
})

it('"not me" in the call ends that login: the page says so, and a new password is wanted', async () => {
  const service = await startTestService()
  const { secret, factor } = await annaByBoth(service)
  await service.phones.phone(NUMBER).behave('not-me')
  const stranger = await loggingIn(service)
  const address = stranger.seen.path
  const ended = await eventually(
    () => stranger.get(address),
    ({ text }) => text.includes('Deze inlogpoging is gestopt'),
  )
  expect(ended.text).toContain('kiest u een nieuw wachtwoord')
  expect(stranger.cookies.has('__Host-belcode')).toBe(false)
  expect((await stranger.get('/panel')).path).toBe('/login')

  // The number is left alone for a day; by another method she gets as far as a new password.
  const anna = await loggingIn(service)
  expect(anna.seen.text).toContain('omdat iemand meldde: dit was ik niet')
  await anna.get('/verify/methods')
  await anna.post('/verify/switch', { factorId: factor.id })
  const inside = await anna.post('/verify', { code: totpAt(secret, service.clock.now()) })
  expect(inside.path).toBe('/login/change')
})

it('whoever lost everything but the recovery codes gets in by one', async () => {
  const service = await startTestService()
  await addUserWithLogin(service)
  const { assertion } = await addAuthenticator(service)
  const drawn = await service.post('/v1/users/anna/recovery-codes', undefined, { proof: assertion })
  await service.patch('/v1/policy', { methods: ['voice', 'app'] })
  // A policy is believed for a second.
  const anna = await eventually(
    () => loggingIn(service),
    ({ seen }) => seen.text.includes('Voer een van uw herstelcodes in'),
  )
  const inside = await anna.post('/verify', { code: drawn.body.codes[0].toLowerCase() })
  expect(inside.status).toBe(200)
  expect(inside.path).not.toMatch(/^\/verify/)
})

it('tells of every change without an API key, and only to the session whose login it is', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const cookie = [...anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const stream = await fetch(`${service.home}/verify/events`, { headers: { cookie } })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const reader = (stream.body ?? new ReadableStream())
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let heard = ''
  const hear = async (count: number) => {
    while ((heard.match(/event: changed/g) ?? []).length < count) {
      const { value, done } = await reader.read()
      if (done) throw new Error(`ended after ${heard}`)
      heard += value
    }
  }
  await hear(1)
  await service.phones.phone(NUMBER).waitForRing()
  await service.phones.phone(NUMBER).answer()
  await hear(2)
  expect(heard).not.toMatch(/\d{6}|ch_/)
  await reader.cancel()

  expect((await fetch(`${service.home}/verify/events`)).status).toBe(204)
})

it('speaks English to whoever asks for it', async () => {
  const service = await startTestService()
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const english = await anna.get('/language/en?back=/verify')
  expect(english.text).toContain('One moment ... we have to verify your identity')
  expect(english.html).toContain('<html lang="en">')
})
