import { expect, it } from 'vitest'
import {
  act,
  DAY_MS,
  enrol,
  eventsOf,
  mailsTo,
  request,
  requested,
  startHelpdesk,
} from '../flows/reset-world.ts'
import { expectOnly } from '../support/two-instances.ts'

/** Gain: a reset that goes on although somebody stopped it, or twice, by asking at the same moment. */

const ROUNDS = 20
const kim = { agent: 'kim' }

it('of who completes and who cancels at once, one wins', async () => {
  const service = await startHelpdesk()
  for (let round = 0; round < ROUNDS; round++) {
    const id = `user-${round}`
    const { assertion } = await enrol(service, id)
    const reset = await requested(service, id, { proof: assertion })
    const steps = round % 2 === 0 ? ['complete', 'cancel'] : ['cancel', 'complete']
    const answers = await Promise.all(steps.map((step) => act(service, reset, step, kim)))
    const [won, ...others] = answers.filter(({ status }) => status === 200)
    expect(others, `round ${round}`).toEqual([])
    const lost = answers.find(({ status }) => status !== 200)
    expect(lost?.body).toMatchObject({ code: 'reset-closed', resetStatus: won?.body.status })
    const factors = (await service.get(`/v1/users/${id}`)).body.factors
    expect(factors[0].state).toBe(won?.body.status === 'done' ? 'disabled' : 'confirmed')
    const kinds = (await mailsTo(service, id)).map(({ kind }) => kind)
    expect(kinds.includes('entry')).toBe(won?.body.status === 'done')
  }
})

it('twenty requests at once open one reset, twenty approvals approve once', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'boss', { role: 'admin' })
  const agents = Array.from({ length: 20 }, (_, turn) => `agent ${turn}`)
  const begun = await Promise.all(agents.map((agent) => request(service, 'boss', { agent })))
  const [opened, ...others] = begun.filter(({ status }) => status === 201)
  expect(others).toEqual([])
  expectOnly(begun, [201, 409])

  const approvals = await Promise.all(
    agents.map((agent) => act(service, opened?.body, 'approve', { agent })),
  )
  expect(approvals.filter(({ status }) => status === 200)).toHaveLength(1)
  // Whoever requested it is among them.
  expectOnly(approvals, [200, 403, 409])
  const kinds = (await eventsOf(service, 'boss')).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'reset.approved')).toHaveLength(1)
})

it('twenty completions at once mail one entry', async () => {
  const service = await startHelpdesk()
  await enrol(service, 'anna')
  const reset = await requested(service, 'anna')
  service.clock.advance(DAY_MS)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => act(service, reset, 'complete', kim)),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expectOnly(answers, [200, 410])
  const mails = (await mailsTo(service, 'anna')).filter(({ kind }) => kind === 'entry')
  expect(new Set(mails.map(({ details }) => details.link)).size).toBe(1)
})
