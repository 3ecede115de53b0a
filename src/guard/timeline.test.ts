import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTimeline } from './timeline.ts'

it('does what is due in the order of time, and the rest later', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1000)), fc.nat(1000), async (times, until) => {
      const timeline = createTimeline()
      const done: number[] = []
      for (const at of times) timeline.add(at, async () => void done.push(at))
      await timeline.runUntil(until)
      const sorted = times.toSorted((a, b) => a - b)
      expect(done).toEqual(sorted.filter((at) => at <= until))
      await timeline.runUntil(1000)
      expect(done).toEqual(sorted)
    }),
    { seed: 20_260_101, numRuns: 300 },
  )
})
