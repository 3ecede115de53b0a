import { expect, it } from 'vitest'
import { DEMO_PASSWORD, demoUserNames } from '../../src/demo-users.ts'
import { codeOn } from '../support/panel-user.ts'
import { startTestService } from '../support/test-service.ts'
import { createVisitor, logIn } from '../support/visitor.ts'

/** A demo makes its own key, and users with it. */
const startDemo = () => startTestService({ env: { BOOTSTRAP_API_KEY: '' } })

it('lists every demo user with what each is for, in both languages', async () => {
  const { home } = await startDemo()
  for (const language of ['nl', 'en']) {
    const html = await (await fetch(`${home}/?lang=${language}`)).text()
    expect(html).toContain(DEMO_PASSWORD)
    for (const name of demoUserNames)
      expect(html, name).toMatch(new RegExp(`<code>${name}</code>: [a-z]`))
    expect(html).not.toContain('undefined')
  }
})

it.each([
  ['nieuw', '/set-up'],
  ['half', '/verify'],
  ['klaar', '/verify'],
  ['vast', '/locked'],
  ['hulp', '/verify'],
  ['collega', '/verify'],
])('%s is led to %s', async (name, path) => {
  const service = await startDemo()
  const seen = await logIn(createVisitor(service), name, DEMO_PASSWORD)
  expect(seen.path.split('?')[0]).toBe(path)
  expect(demoUserNames).toContain(name)
})

it('who works at the helpdesk finds somebody there, and nobody else gets in', async () => {
  const service = await startDemo()
  const enter = async (name: string) => {
    const visitor = createVisitor(service)
    const seen = await logIn(visitor, name, DEMO_PASSWORD)
    await visitor.post('/verify', { code: await codeOn(service, seen) })
    return visitor
  }
  const helper = await enter('hulp')
  expect((await helper.get('/panel')).html).toContain('/helpdesk')
  expect((await helper.get('/helpdesk/users/vast')).text).toContain('Vera Vast')
  const other = await enter('klaar')
  expect((await other.get('/panel')).html).not.toContain('/helpdesk')
  expect((await other.get('/helpdesk')).status).toBe(404)
})
