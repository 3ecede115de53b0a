import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { NUMBER } from '../support/call-flow.ts'
import { codeOf, wrongCodeFor } from '../support/code-of.ts'
import { eventually } from '../support/eventually.ts'
import {
  addAuthenticator,
  addNumber,
  annaByPhone,
  codeOn,
  loggingIn,
  newestRound,
  totpAt,
} from '../support/panel-user.ts'
import { pairApp } from '../support/phone-app.ts'
import { startTestService, type TestService } from '../support/test-service.ts'
import {
  addUserWithLogin,
  createVisitor,
  logIn,
  type Seen,
  type Visitor,
} from '../support/visitor.ts'

const DAY = 24 * 3_600_000

/** A tenant that asks for a second factor, and requires it after so many days. */
async function startAsking(days: number, policy: object = {}): Promise<TestService> {
  const service = await startTestService()
  const now = service.clock.now()
  const dates = {
    announceAt: new Date(now - 10 * DAY).toISOString(),
    enforceAt: new Date(now + days * DAY).toISOString(),
  }
  const set = await service.patch('/v1/policy', { ...dates, ...policy })
  expect(set.status, set.text).toBe(200)
  return service
}

async function annaAsking(days = 9.5, policy: object = {}) {
  const service = await startAsking(days, policy)
  await addUserWithLogin(service)
  return { service, anna: await loggingIn(service) }
}

const add = (visitor: Visitor, method: string, number = '') =>
  visitor.post('/set-up/add', { method, number })

const secretOn = ({ html }: Seen) =>
  (/class="secret">([^<]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '')

/** Fills in the code that the number is called with. */
async function confirmCall(service: TestService, visitor: Visitor) {
  const code = await codeOf(service, await newestRound(service))
  return visitor.post(visitor.last()?.path ?? '', { code })
}

async function confirmTotp({ clock }: TestService, visitor: Visitor) {
  const seen = visitor.last()
  if (!seen) throw new Error('nothing was seen')
  return visitor.post(seen.path, { code: totpAt(secretOn(seen), clock.now()) })
}

it('secures an account by a number and an authenticator, in the words and the order of the documents', async () => {
  const { service, anna } = await annaAsking()
  expect(anna.seen.path).toBe('/set-up')
  for (const words of [
    'Wacht even ... We moeten eerst uw account beveiligen',
    'Volg de onderstaande stappen om door te gaan om Two-Factor authenticatie voor uw account te configureren.',
    'Two-factor authenticatie is een extra verificatielaag voor jouw account waardoor het account en data beter worden beschermd tegen ongeautoriseerde toegang.',
    'Wat is jouw verificatie voorkeursmethode?',
    'Oproep naar uw mobiele nummer',
    'U ontvangt een oproep op uw mobiele telefoon om uw identiteit te verifiëren',
    'Mobiel nummer:',
    'Gebruik de Google Authenticator app of compatible apps zoals Microsoft Authenticator of Cisco Duo Mobile om uw identiteit te verifiëren',
    'Wanneer je de instellingen later wilt wijzigen log dan in en ga naar gebruikersinstellingen en selecteer "2FA instellingen".',
    'Toevoegen',
    'een telefoontje is minder veilig dan een app',
    'Een authenticator heeft dat risico niet',
    'Je kunt dit nog 10 dagen overslaan.',
  ])
    expect(anna.seen.text).toContain(words)

  const called = await add(anna, 'voice', '06 12345678')
  expect(called.path).toMatch(/^\/set-up\/confirm\/fa_/)
  expect(called.text).toContain('Voer de code in')
  await service.phones.phone(NUMBER).waitForRing()
  const ringing = await eventually(
    () => anna.get(called.path),
    ({ text }) => text.includes('Uw telefoon gaat over. Neem op.'),
  )
  expect(ringing.html).toContain('data-follow="/verify/events"')
  const planted = anna.cookies.get('__Host-belcode')
  const backup = await confirmCall(service, anna)
  expect(backup.text).toContain('Kies een tweede methode')
  expect(backup.text).toContain('Je krijgt je codes nu alleen telefonisch.')
  expect(backup.html).not.toContain('value="voice"')
  expect(anna.cookies.get('__Host-belcode')).not.toBe(planted)

  const shown = await add(anna, 'totp')
  expect(shown.html).toContain('<svg')
  for (const words of ['Google Authenticator', 'Microsoft Authenticator', 'App Store', 'Demo'])
    expect(shown.text).toContain(words)
  const again = await anna.get(shown.path)
  expect(secretOn(again)).toBe(secretOn(shown))
  const codes = await confirmTotp(service, anna)
  expect(codes.path).toBe('/set-up/codes')
  const drawn = await anna.post('/set-up/codes')
  const list = drawn.html.match(/<li>([0-9A-Z-]{19})<\/li>/g) ?? []
  expect(list).toHaveLength(10)
  expect(drawn.text).toContain('Ik heb ze bewaard')
  const done = await anna.get('/set-up/done')
  for (const words of [
    'Klaar! Gefeliciteerd!',
    'Je kunt nu door naar de panel. Elke keer dat je inlogt krijg je een code van je primaire 2FA methode.',
    'Je hebt nu alle factoren ingevuld en kunt nu inloggen op de panel.',
  ])
    expect(done.text).toContain(words)
  expect((await anna.get('/panel')).path).toBe('/panel')
  expect((await anna.get('/set-up')).path).toBe('/panel')

  const { factors } = (await service.get('/v1/users/anna')).body
  expect(factors).toMatchObject([
    { method: 'voice', primary: true, state: 'confirmed' },
    { method: 'totp', primary: false, state: 'confirmed' },
    { method: 'recovery', codesLeft: 10 },
  ])
})

it('pairs the app under its own name, and confirms it by the code that it shows', async () => {
  const { service, anna } = await annaAsking(9, { appName: 'Qaller', siteName: 'Callvoip' })
  expect(anna.seen.text).toContain('Qaller App')
  expect(anna.seen.text).toContain(
    'U gebruikt de Qaller-app om uw identiteit nogmaals te verifiëren',
  )
  const shown = await add(anna, 'app')
  expect(shown.text).toContain('Koppel de Qaller-app')
  expect(shown.html).toContain(`href="${service.config.publicUrl.href}app#`)
  const pairingCode = (seen: Seen) => /class="digits">([^<]+)</.exec(seen.html)?.[1] ?? ''
  const early = await anna.post(shown.path, { code: '123456' })
  expect(early.status).toBe(422)
  expect(early.text).toContain('De Qaller-app is nog niet gekoppeld')
  expect(pairingCode(early)).not.toBe(pairingCode(shown))

  const phone = await pairApp(service, pairingCode(early))
  const paired = await anna.get(shown.path)
  expect(paired.text).toContain('De code staat in de app op Pixel 9.')
  expect(paired.text).toContain('die u heeft ontvangen in uw Qaller-app')
  const [challenge] = await phone.challenges()
  const wrong = await anna.post(shown.path, { code: wrongCodeFor(challenge.opened.code) })
  expect(wrong.text).toContain('Deze code is niet juist.')
  const backup = await anna.post(shown.path, { code: challenge.opened.code })
  expect(backup.text).toContain('Kies een tweede methode')

  await add(anna, 'voice', '06 12345678')
  await confirmCall(service, anna)
  const done = await anna.get('/set-up/done')
  expect(done.text).toContain('op dezelfde telefoon')
})

it.each([
  ['06 1234567', 'Dit nummer bestaat niet'],
  ['hallo', 'Dit is geen telefoonnummer'],
  ['020 1234567', 'Dit is een vast nummer'],
  ['0900 1234', 'Betaalnummers en servicenummers'],
  ['112', 'Alarmnummers'],
  ['+49 151 23456789', 'Nummers in dit land bellen wij niet'],
])('refuses the number %s in plain words, where it was typed', async (number, words) => {
  const { anna } = await annaAsking()
  const seen = await add(anna, 'voice', number)
  expect(seen.status).toBe(422)
  expect(seen.text).toContain(words)
  expect(seen.html).toContain(`value="${number}"`)
  expect(seen.html).toMatch(/id="number"[^>]*aria-invalid="true"/)
  expect(seen.html).toMatch(/id="method-voice"[^>]* checked/)
})

it('a number of the exchange itself, one known already and no choice at all are refused too', async () => {
  const { service, anna } = await annaAsking(9, { ownNumbers: ['+31687654321'] })
  expect((await add(anna, 'voice', '0687654321')).text).toContain('de telefooncentrale waar je bij')
  expect((await anna.post('/set-up/add')).text).toContain('Kies eerst een methode.')
  expect((await add(anna, 'voice')).text).toContain('Dit is geen telefoonnummer')
  await add(anna, 'voice', '06 12345678')
  await confirmCall(service, anna)
  const known = await add(anna, 'voice', '+31 6 12345678')
  expect(known.status).toBe(409)
  expect(known.text).toContain('Dit nummer heb je al toegevoegd.')
})

it('can be skipped while days are left, at every login', async () => {
  const { service, anna } = await annaAsking(0.5)
  expect(anna.seen.text).toContain('Je kunt dit nog 1 dag overslaan.')
  const inside = await anna.post('/set-up/skip')
  expect(inside.path).toBe('/panel')
  expect((await anna.get('/set-up')).text).toContain('We moeten eerst uw account beveiligen')
  const again = await logIn(createVisitor(service))
  expect(again.path).toBe('/set-up')
})

it('cannot be skipped on the date, whatever is sent', async () => {
  const { service, anna } = await annaAsking(0.5)
  service.clock.advance(DAY / 2 - 60_000)
  const before = await loggingIn(service)
  expect(before.seen.text).toContain('overslaan')
  service.clock.advance(60_000)
  expect((await before.post('/set-up/skip')).path).toBe('/set-up')
  expect((await before.get('/panel')).path).toBe('/set-up')
  const after = await loggingIn(service)
  expect(after.seen.text).not.toContain('overslaan')
  expect((await after.post('/set-up/skip')).path).toBe('/set-up')
  expect(anna.seen.path).toBe('/set-up')
})

it('the backup can be put off, also once a second factor is required', async () => {
  const { service, anna } = await annaAsking(-1)
  expect(anna.seen.text).not.toContain('overslaan')
  await add(anna, 'totp')
  const backup = await confirmTotp(service, anna)
  expect(backup.text).toContain('Kies een tweede methode')
  expect((await anna.post('/set-up/skip')).path).toBe('/set-up/codes')
  expect((await anna.get('/set-up/done')).text).not.toContain('alle factoren')
  expect((await anna.get('/panel')).path).toBe('/panel')
})

it('one factor is enough where the tenant wants one', async () => {
  const { service, anna } = await annaAsking(9, { factorsWanted: 1 })
  await add(anna, 'totp')
  expect((await confirmTotp(service, anna)).path).toBe('/set-up/codes')
})

it('wrong codes, a call that is over and one that was reported each have a way on', async () => {
  const { service, anna } = await annaAsking()
  const phone = service.phones.phone(NUMBER)
  const called = await add(anna, 'voice', '06 12345678')
  const soon = await anna.post(`${called.path}/resend`)
  expect(soon.status).toBe(429)
  expect(soon.text).toMatch(/dat kan pas over \d+ seconden weer/)
  expect((await anna.get(`${called.path}/resend`)).path).toBe(called.path)
  service.clock.advance(5 * 60_000)
  const over = await anna.get(called.path)
  expect(over.text).toContain('Deze code geldt niet meer.')
  await phone.behave('not-me')
  const again = await anna.post(`${called.path}/again`)
  expect(again.path).toBe(called.path)
  const reported = await eventually(
    () => anna.get(called.path),
    ({ text }) => text.includes('Controleer of je je eigen nummer hebt ingevuld'),
  )
  expect(reported.text).toContain('Kies een andere methode')
  // It was no login: whoever mistyped a number is not thrown out.
  expect((await anna.get('/set-up')).path).toBe('/set-up')
  const stopped = await anna.post(`${called.path}/again`)
  expect(stopped.status).toBe(429)
  expect(stopped.text).toMatch(/Referentie voor de helpdesk: [A-Z]\d-/)

  const totp = await add(anna, 'totp')
  for (let guess = 1; guess <= 5; guess++) {
    const right = totpAt(secretOn(totp), service.clock.now())
    await anna.post(totp.path, { code: wrongCodeFor(right) })
  }
  expect(anna.last()?.text).toContain('te vaak verkeerd')
  await anna.get(totp.path)
  expect((await confirmTotp(service, anna)).text).toContain('Kies een tweede methode')
})

it('whoever comes back later proves it anew before another method, and returns here', async () => {
  const service = await startAsking(9)
  await annaByPhone(service)
  const anna = await loggingIn(service)
  const choosing = await anna.post('/verify', { code: await codeOn(service, anna.seen) })
  expect(choosing.path).toBe('/set-up')
  service.clock.advance(6 * 60_000)
  const asked = await add(anna, 'totp')
  expect(asked.path).toMatch(/^\/verify\?round=/)
  const back = await anna.post('/verify', { code: await codeOn(service, asked) })
  expect(back.path).toBe('/set-up')
  expect((await add(anna, 'totp')).text).toContain('Voeg de site toe aan je authenticator')
  expect((await confirmTotp(service, anna)).path).toBe('/set-up/codes')
})

it('a third method is added from the settings, and leads back there', async () => {
  const service = await startAsking(9)
  await addUserWithLogin(service)
  const { assertion } = await addNumber(service)
  await addAuthenticator(service, { proof: assertion })
  service.clock.advance(15 * 60_000)
  const anna = await loggingIn(service)
  await anna.post('/verify', { code: await codeOn(service, anna.seen) })
  const choosing = await anna.get('/set-up/choose')
  expect(choosing.text).toContain('Voeg een methode toe')
  expect(choosing.text).not.toContain('overslaan')
  expect(choosing.html).toContain('value="app"')
  expect(choosing.html).not.toContain('value="totp"')
  const shown = await add(anna, 'app')
  const pairingCode = /class="digits">([^<]+)</.exec(shown.html)?.[1] ?? ''
  const phone = await pairApp(service, pairingCode)
  const [challenge] = await phone.challenges()
  expect((await anna.post(shown.path, { code: challenge.opened.code })).path).toBe('/panel/2fa')
})

it('the proof that is kept is that of a factor which may change factors', async () => {
  const service = await startAsking(9, { factorsWanted: 3 })
  await addUserWithLogin(service)
  const first = await addAuthenticator(service)
  service.clock.advance(2 * 3_600_000)
  const anna = await loggingIn(service)
  await anna.post('/verify', { code: totpAt(first.secret, service.clock.now()) })
  await add(anna, 'voice', '06 12345678')
  await confirmCall(service, anna)
  const { factor } = decodeJwt(anna.cookies.get('__Host-belcode-proof') ?? '')
  expect(factor).toBe(first.factor.id)
  expect((await add(anna, 'app')).path).toMatch(/^\/set-up\/confirm/)
})

it('a strict administrator does not begin with a phone call', async () => {
  const service = await startAsking(9, { adminsStrict: true })
  await addUserWithLogin(service, { role: 'admin' })
  const anna = await loggingIn(service)
  expect(anna.seen.html).not.toContain('value="voice"')
  await add(anna, 'totp')
  expect((await confirmTotp(service, anna)).html).toContain('value="voice"')
})

it('offers the methods in the order in which the tenant advises them', async () => {
  const { anna } = await annaAsking(9, { methods: ['totp', 'voice'] })
  expect(anna.seen.html.match(/id="method-[a-z]+"/g)).toEqual([
    'id="method-totp"',
    'id="method-voice"',
  ])
})

it('a number that several users have is a reason to advise a login for each', async () => {
  const { service, anna } = await annaAsking()
  await service.put('/v1/users/bob', {})
  await addNumber(service, { userId: 'bob' })
  service.clock.advance(15 * 60_000)
  const later = await loggingIn(service)
  await add(later, 'voice', '06 12345678')
  const backup = await confirmCall(service, later)
  expect(backup.text).toContain('Dit nummer wordt door 2 gebruikers gebruikt.')
  expect(backup.text).toContain('een gebruiker kan zonder extra kosten beheerder zijn')
  expect(anna.seen.path).toBe('/set-up')
})
