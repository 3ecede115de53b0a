import { expect, it } from 'vitest'
import { defaultLimits, formatLimitSet } from '../../src/limits/index.ts'
import { newId } from '../../src/platform/ids.ts'
import { eventually } from '../support/eventually.ts'
import { addKnownOperator } from '../support/ops-world.ts'
import { recordDecisions } from '../support/recorded-decisions.ts'
import { startTestService } from '../support/test-service.ts'
import { beginTrial, finishTrial, holdTrial } from '../support/trials.ts'

const document = `# van maandag\n${formatLimitSet(defaultLimits)}`
const draft = { version: '0', document, period: 'week', reason: 'Ruimer op maandag', act: 'try' }
const done = 'Wat dit document met echt verkeer had gedaan'

it('303: what is tried has an address, where every operator sees the same', async () => {
  const service = await startTestService()
  await recordDecisions(service, 1500)
  const olga = await addKnownOperator(service)
  await olga.visitor.get('/ops/limits/edit')
  const begun = await olga.visitor.post('/ops/limits/edit', draft)
  expect(begun.path).toMatch(/^\/ops\/limits\/trials\/tr_[0-9a-f]{40}$/)
  const ended = await eventually(
    () => olga.visitor.get(begun.path),
    ({ text }) => text.includes(done),
  )
  expect(ended.text).toContain('Beslissingen bekeken 1.500')
  expect(ended.html).toContain('# van maandag\nrules:')
  expect(ended.html).toContain('value="Ruimer op maandag"')
  expect(ended.html).toContain('name="version" value="0"')
  expect(ended.html).toMatch(/<option [^>]*value="week"[^>]* selected|<option selected[^>]*"week"/)
  // It does not come again by itself: somebody may be typing.
  expect(ended.html).not.toMatch(/http-equiv="refresh"|live\.js/)

  const id = begun.path.split('/').at(-1) ?? ''
  await holdTrial(service, id, { done: 412_000, total: 1_000_000 })
  const otto = await addKnownOperator(service, { name: 'otto' })
  const seen = await otto.visitor.get(begun.path)
  for (const words of ['41 % van 1.000.000 beslissingen', 'Begonnen door olga'])
    expect(seen.text).toContain(words)
  expect(seen.html).toContain(
    '<progress class="bar" aria-labelledby="trying" max="1000000" value="412000"',
  )
  expect(seen.html).toMatch(/<noscript><meta http-equiv="refresh" content="3"\/?><\/noscript>/)
  expect(seen.html).toContain('# van maandag\nrules:')
  await holdTrial(service, id, { done: 0, total: 0 })
  expect((await otto.visitor.get(begun.path)).text).toContain('De beslissingen worden geteld')
})

it('409: while another one runs there is a way to it, and what was typed stays', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  const id = await finishTrial(service)
  await holdTrial(service, id, { done: 1, total: 2 })
  await visitor.get('/ops/limits/edit')
  const busy = await visitor.post('/ops/limits/edit', draft)
  expect(busy.status).toBe(409)
  expect(busy.html).toContain('# van maandag')
  expect(busy.html).toContain(`href="/ops/limits/trials/${id}"`)
  const running = await visitor.get(`/ops/limits/trials/${id}`)
  expect(running.text).toContain('50 % van 2 beslissingen')
  expect(running.text).toContain('Begonnen door key_')
})

it('200: one that did not come to its end says so', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service, { language: 'en' })
  const id = await finishTrial(service)
  const seenAt = service.clock.now() - 15_000
  await holdTrial(service, id, { done: 1, total: 2, seenAt })
  const { text, html } = await visitor.get(`/ops/limits/trials/${id}`)
  expect(text).toContain('This trial did not come to its end')
  expect(html).not.toContain('<progress')
  await visitor.get('/ops/limits/edit')
  expect((await visitor.post('/ops/limits/edit', draft)).path).toMatch(/trials\/tr_/)
})

it('404: a trial that is not there', async () => {
  const service = await startTestService()
  const { visitor } = await addKnownOperator(service)
  expect((await visitor.get(`/ops/limits/trials/${newId('tr')}`)).status).toBe(404)
  expect((await visitor.get('/ops/limits/trials/x')).status).toBe(400)
  const { id } = (await beginTrial(service)).body
  expect((await visitor.get(`/ops/limits/trials/${id}`)).status).toBe(200)
})
