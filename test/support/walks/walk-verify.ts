import type { Page } from 'playwright-core'
import { codeOf } from '../code-of.ts'
import { logInOn } from '../panel-browser.ts'
import { addAuthenticator, addNumber, newestRound } from '../panel-user.ts'
import { addApp, pairApp } from '../phone-app.ts'
import type { TestService } from '../test-service.ts'
import { addUserWithLogin } from '../visitor.ts'
import { expectAt, fillIn, MINUTE_MS, press, type Walker } from './walker.ts'

const NUMBER = '+31612345681'
const NUMBER_OF_ROB = '+31612345682'

/** Every method there is, and the codes for when all are lost. */
async function addVera(service: TestService) {
  const userId = 'vera'
  await addUserWithLogin(service, { userId, name: userId })
  const { assertion: proof } = await addNumber(service, { userId, number: NUMBER })
  const { secret } = await addAuthenticator(service, { userId, proof })
  const { factor, pairingCode } = await addApp(service, userId, proof)
  const app = await pairApp(service, pairingCode)
  const [challenge] = await app.challenges()
  const path = `/v1/users/${userId}/factors/${factor.id}/confirm`
  await service.post(path, { code: challenge.opened.code })
  await service.post(`/v1/users/${userId}/recovery-codes`, undefined, { proof })
  service.clock.advance(15 * MINUTE_MS)
  return { secret }
}

export async function* walkVerify(walker: Walker) {
  const { service, page } = walker
  await addVera(service)
  const phone = service.phones.phone(NUMBER)
  await logInOn(page, service, 'vera')
  await phone.waitForRing()
  yield 'the phone rings'
  const another = await walker.open()
  await logInOn(another, service, 'vera')
  yield ['too many codes were sent', another] as const
  await phone.answer()
  await page.locator('#progress .digits').waitFor()
  yield 'answered'
  await phone.hangUp()
  await page.locator('#progress .digits').waitFor({ state: 'detached' })
  yield 'the call is over'
  await press(page, '#send-again-button')
  yield 'asked again too soon'
  await fillIn(page, { code: '12' })
  yield 'no code'
  await page.goto(`${service.home}/verify/methods`)
  yield 'other methods'
  for (const which of [0, 1, 2]) {
    service.clock.advance(MINUTE_MS + 1000)
    await page.goto(`${service.home}/verify/methods`)
    await press(page, `.methods li:nth-child(${which + 1}) button`)
    expectAt(page, /^\/verify$/)
    yield `by other method ${which + 1}`
  }
  yield* walkEndings(walker)
}

async function* walkEndings({ service, page }: Walker) {
  service.clock.advance(5 * MINUTE_MS)
  await service.service.tidy()
  await page.goto(`${service.home}/verify`)
  yield 'expired'
  await press(page)
  await switchToTotp(page, service)
  for (let guess = 0; guess < 5; guess++) await fillIn(page, { code: '000000' })
  yield 'guessed too often'
  service.clock.advance(5 * MINUTE_MS)
  await press(page)
  await service.post(`/v1/challenges/${await newestRound(service, 'vera')}/cancel`)
  await page.goto(`${service.home}/verify`)
  yield 'replaced by another'
}

async function switchToTotp(page: Page, { home, store }: TestService) {
  await page.goto(`${home}/verify/methods`)
  const { id } = await store
    .selectFrom('factors')
    .select('id')
    .where('user_id', '=', 'vera')
    .where('method', '=', 'totp')
    .executeTakeFirstOrThrow()
  await press(page, `form:has(input[value="${id}"]) button`)
}

/** Whoever answered said that it was not them. */
export async function* walkReported({ service, page }: Walker) {
  await addUserWithLogin(service, { userId: 'rob', name: 'rob' })
  await addNumber(service, { userId: 'rob', number: NUMBER_OF_ROB })
  await service.patch('/v1/policy', { gate: 'key' })
  service.clock.advance(15 * MINUTE_MS)
  const phone = service.phones.phone(NUMBER_OF_ROB)
  await logInOn(page, service, 'rob')
  await phone.waitForRing()
  await phone.answer()
  await phone.waitForQuestion()
  await phone.press('9')
  await page.locator('main a[href$="/login"]').waitFor()
  yield 'reported'
  if (await codeOf(service, await newestRound(service, 'rob')).catch(() => null))
    throw new Error('A code that was reported is still there')
}
