import { expect, it } from 'vitest'
import { askBoth, count, numberOf, ROUNDS, startTwoInstances } from '../support/two-instances.ts'

it('two instances open one number at once: both answer, and one challenge stays open', async () => {
  const instances = await startTwoInstances()
  const { store } = instances[0]
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await askBoth(instances, 6, ({ post }) =>
      post('/v1/challenges', { to: numberOf(round) }),
    )
    expect(count(answers, 201)).toBe(6)

    const ids = answers.map(({ body }) => body.id)
    const rows = await store
      .selectFrom('challenges')
      .leftJoin('calls', 'calls.made_for', 'challenges.id')
      .select(['challenges.status', 'code_sealed', 'calls.id as call_id'])
      .where('challenges.id', 'in', ids)
      .execute()
    expect(rows).toHaveLength(6)
    expect(rows.every(({ call_id }) => call_id !== null)).toBe(true)
    expect(rows.filter(({ status }) => status === 'open')).toHaveLength(1)
    const cancelled = rows.filter(({ status }) => status === 'cancelled')
    expect(cancelled.map(({ code_sealed }) => code_sealed)).toEqual([null, null, null, null, null])
  }
})
