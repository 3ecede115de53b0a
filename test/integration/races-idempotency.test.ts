import { expect, it } from 'vitest'
import {
  askBoth,
  expectOnly,
  numberOf,
  ROUNDS,
  startTwoInstances,
} from '../support/two-instances.ts'

it('50 parallel requests with one key at two instances: one call and one answer', async () => {
  const instances = await startTwoInstances()
  const { store } = instances[0]
  for (let round = 0; round < ROUNDS; round++) {
    const headers = { 'idempotency-key': `round-${round}` }
    const ask = ({ post }: (typeof instances)[number]) =>
      post('/v1/challenges', { to: numberOf(round) }, headers)
    const answers = await askBoth(instances, 50, ask)

    expectOnly(answers, [201, 409])
    const later = await ask(instances[1])
    const said = [...answers, later].filter(({ status }) => status === 201).map(({ text }) => text)
    expect(said.length).toBeGreaterThan(0)
    expect(new Set(said).size).toBe(1)
    expect(await store.selectFrom('calls').select('id').execute()).toHaveLength(round + 1)
  }
})
