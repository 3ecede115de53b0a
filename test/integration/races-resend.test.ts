import { expect, it } from 'vitest'
import { open } from '../support/call-flow.ts'
import {
  askBoth,
  count,
  expectOnly,
  numberOf,
  ROUNDS,
  startTwoInstances,
} from '../support/two-instances.ts'

it('20 parallel resends at two instances make one call', async () => {
  const instances = await startTwoInstances()
  const [first, second] = instances
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await open(first, { to: numberOf(round) })
    first.clock.advance(61_000)
    second.clock.advance(61_000)
    const answers = await askBoth(instances, 20, ({ post }) =>
      post(`/v1/challenges/${id}/resend`, undefined),
    )

    expect(count(answers, 202)).toBe(1)
    expectOnly(answers, [202, 429])
    const calls = await first.store
      .selectFrom('calls')
      .select('id')
      .where('made_for', '=', id)
      .execute()
    expect(calls).toHaveLength(2)
  }
})
