import { mailedLink } from '../mailed-link.ts'
import { addUserWithLogin, PASSWORD } from '../visitor.ts'
import { DAY_MS, expectAt, fillIn, MINUTE_MS, press, type Walker } from './walker.ts'

/** Logging in, a forgotten password, and where the links of mails lead. */
export async function* walkLogin({ service, page }: Walker) {
  const go = (path: string) => page.goto(service.home + path)
  await go('/login')
  yield 'login'
  await fillIn(page, { name: 'niemand', password: 'niet mijn wachtwoord' })
  yield 'login, wrong'
  await go('/login?said=ended')
  yield 'logged out'
  await go('/login/webcalls')
  yield 'login to Webcalls'
  await go('/login/forgotten')
  yield 'password forgotten'
  await fillIn(page, { name: 'niemand' })
  yield 'password forgotten, mailed'
  await go('/login/new-password#token-of-a-mail')
  yield 'new password'
  await fillIn(page, { password: 'een heel ander zinnetje 7' })
  yield 'new password, link over'
  for (const path of ['/entry', '/reset']) {
    await go(`${path}#token-of-a-mail`)
    yield `link of a mail: ${path}`
    await press(page)
    yield `link of a mail: ${path}, over`
  }
  await go('/set-up/confirm/nonsense')
  yield 'something went wrong'
}

/** With a link that works. */
export async function* walkForgotten({ service, page }: Walker) {
  await addUserWithLogin(service, { userId: 'eva', name: 'eva' })
  await page.goto(`${service.home}/login/forgotten`)
  await fillIn(page, { name: 'eva' })
  await page.goto(service.home + (await mailedLink(service, '/login/new-password')))
  await fillIn(page, { password: 'kort' })
  yield 'new password, too short'
  await fillIn(page, { password: 'een heel ander zinnetje 7' })
  expectAt(page, /^\/login$/)
  yield 'new password, saved'
}

/** From its date on a password is changed before anything else. */
export async function* walkChange({ service, page }: Walker) {
  await addUserWithLogin(service, { userId: 'piet', name: 'piet' })
  service.clock.advance(2 * MINUTE_MS)
  const passwordsFrom = new Date(service.clock.now() - MINUTE_MS).toISOString()
  await service.patch('/v1/policy', { passwordsFrom })
  await page.goto(`${service.home}/login`)
  await fillIn(page, { name: 'piet', password: PASSWORD })
  expectAt(page, /^\/login\/change$/)
  yield 'a new password is wanted'
  await fillIn(page, { old: PASSWORD, password: 'kort' })
  yield 'a new password, too short'
  await fillIn(page, { old: 'fout', password: 'een heel ander zinnetje 7' })
  yield 'a new password, old one wrong'
  await fillIn(page, { old: PASSWORD, password: 'een heel ander zinnetje 7' })
  expectAt(page, /^\/panel$/)
  yield 'home'
}

/** Whoever lost every method to wrong codes. */
export async function* walkLocked({ service, page }: Walker) {
  await addUserWithLogin(service, { userId: 'vast', name: 'vast' })
  const added = await service.post('/v1/users/vast/factors', { method: 'totp' })
  await service.store
    .updateTable('factors')
    .set({ confirmed_at: 1, disabled_at: 2 })
    .where('id', '=', added.body.factor.id)
    .execute()
  await page.goto(`${service.home}/login`)
  await fillIn(page, { name: 'vast', password: PASSWORD })
  expectAt(page, /^\/locked$/)
  yield 'locked'
  service.clock.advance(DAY_MS)
}
