import type { Page } from 'playwright-core'
import { actNames } from '../../../src/panel/helpdesk/acts.ts'
import { NUMBER } from '../call-flow.ts'
import { eventually } from '../eventually.ts'
import { act, addKnown, because, type Known, logInWhole, pathOf } from '../panel-agent.ts'
import { logInOn } from '../panel-browser.ts'
import { totpAt } from '../panel-user.ts'
import type { TestService } from '../test-service.ts'
import { addUserWithLogin } from '../visitor.ts'
import { DAY_MS, expectAt, fillIn, MINUTE_MS, press, type Walker } from './walker.ts'

/** Kim and Lee help; Anna said "not me" while she set up her phone; an administrator has everything. */
async function openDesk(service: TestService) {
  const kim = await addKnown(service, 'kim')
  const lee = await addKnown(service, 'lee')
  await service.patch('/v1/policy', { helpdeskUsers: ['kim', 'lee'] })
  for (const agent of [kim, lee]) await logInWhole(service, agent)
  const displayName = 'Anna <b>de</b> Vries \u202eעברית'
  await addUserWithLogin(service, { userId: 'anna', name: 'anna', displayName })
  await addKnown(service, 'boss', { role: 'admin' })
  const enforceAt = new Date(service.clock.now() + DAY_MS).toISOString()
  await service.patch('/v1/policy', { enforceAt })
  const wish = { method: 'voice', number: NUMBER, label: 'Mijn heel lange naam voor een telefoon' }
  await service.post('/v1/users/anna/factors', wish)
  const phone = service.phones.phone(NUMBER)
  await phone.waitForRing()
  await phone.answer()
  await phone.waitForQuestion()
  await phone.press('9')
  const { body } = await eventually(
    () => service.post('/v1/users/anna/factors', wish),
    ({ body }) => body.limit === 'stopped',
  )
  return { kim, lee, reference: body.reference as string }
}

async function enter({ service, page }: Walker, { secret }: Known) {
  service.clock.advance(MINUTE_MS)
  await logInOn(page, service, 'kim')
  await fillIn(page, { code: totpAt(secret, service.clock.now()) })
  expectAt(page, /^\/panel$/)
}

/** From the form to its end. */
const walkedWhole: readonly string[] = ['extension', 'pairing-code']
const ofResets: readonly string[] = ['reset', 'approve', 'cancel', 'complete']

export async function* walkHelpdesk(walker: Walker) {
  const { service, page } = walker
  const { kim, lee, reference } = await openDesk(service)
  const go = (path: string) => page.goto(service.home + path)
  await enter(walker, kim)
  yield 'home of who helps'
  await go('/helpdesk')
  yield 'helpdesk'
  await fillIn(page, { sought: 'niemand' })
  yield 'nobody was found'
  await fillIn(page, { sought: reference })
  yield 'a refusal was found'
  await go(pathOf('anna'))
  yield 'a user whom nothing rings'
  for (const name of walkedWhole) yield* walkAct(page, service, name)
  for (const name of actNames.filter(
    (one) => !walkedWhole.includes(one) && !ofResets.includes(one),
  )) {
    await go(pathOf('anna', name))
    yield name
  }
  await go(pathOf('boss', 'reset'))
  yield 'reset'
  await fillIn(page, { reason: because })
  yield 'reset, sure'
  await press(page)
  yield 'a reset that waits for a second person'
  await go(pathOf('boss', 'approve'))
  yield 'approve, by who asked for it'
  await go(pathOf('kim'))
  yield 'oneself'
  expectSeen(await act(lee, { userId: 'boss', act: 'approve' }))
  await go(pathOf('boss', 'complete'))
  yield 'complete, too early'
  service.clock.advance(6 * MINUTE_MS)
  await go(pathOf('boss', 'cancel'))
  yield 'a proof is asked for'
  await go(pathOf('nobody'))
  yield 'no such user'
}

async function* walkAct(page: Page, { home }: TestService, name: string) {
  await page.goto(home + pathOf('anna', name))
  yield name
  await fillIn(page, { reason: ' .' })
  yield `${name}, no reason`
  await fillIn(page, { reason: because })
  yield `${name}, sure`
  await press(page)
  yield `${name}, done`
}

function expectSeen({ status, text }: { readonly status: number; readonly text: string }) {
  if (status !== 200) throw new Error(text)
}
