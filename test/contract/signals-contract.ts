import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Signals } from '../../src/platform/signals.ts'
import { eventually } from '../support/eventually.ts'

/** Two instances of one service, listening; of a twin without a network they may be the same. */
export interface Instances {
  readonly one: Signals
  readonly other: Signals
  close(): Promise<void>
}

/** What every form of signals owes to those who listen. */
export function signalsContract(name: string, start: () => Promise<Instances>) {
  describe(`${name} signals`, () => {
    let instances: Instances
    beforeEach(async () => {
      instances = await start()
    })
    afterEach(() => instances.close())

    /** Counts calls on the other instance. */
    function count(topic: string, signals = instances.other) {
      const heard = { times: 0, stop: () => {} }
      heard.stop = signals.subscribe(topic, () => {
        heard.times++
      })
      return heard
    }
    const reaches = (heard: { times: number }, times: number) =>
      eventually(
        () => heard.times,
        (reading) => reading === times,
      )
    /**
     * What was published before is heard by now: messages that go the same way keep their order, and
     * of so many markers one goes every way that there is, over each node of a cluster.
     */
    async function settle() {
      const markers = 40
      const heard = count('marker')
      for (let i = 0; i < markers; i++) instances.one.publish('marker')
      await reaches(heard, markers)
      heard.stop()
    }

    it('reach whoever listens on the other instance, and on the same, once for each message', async () => {
      const [far, near] = [count('topic'), count('topic', instances.one)]
      instances.one.publish('topic')
      await reaches(far, 1)
      instances.one.publish('topic')
      await reaches(far, 2)
      await settle()
      expect([far.times, near.times]).toEqual([2, 2])
    })

    it('go both ways', async () => {
      const heard = count('topic', instances.one)
      instances.other.publish('topic')
      await reaches(heard, 1)
    })

    it('arrive within a second', async () => {
      const heard = count('topic')
      const startedAt = performance.now()
      instances.one.publish('topic')
      await reaches(heard, 1)
      expect(performance.now() - startedAt).toBeLessThan(1000)
    })

    it('stay with their topic, whatever its letters', async () => {
      const topics = ['challenge:ch_1', 'challenge:ch_12', 'limits', 'with a space', '*', 'één']
      const heard = topics.map((topic) => count(topic))
      for (const topic of topics.slice(1)) instances.one.publish(topic)
      await settle()
      expect(heard.map(({ times }) => times)).toEqual([0, 1, 1, 1, 1, 1])
    })

    it('call every listener of a topic, one that was given twice twice', async () => {
      let calls = 0
      const listener = () => {
        calls++
      }
      const heard = count('topic')
      instances.other.subscribe('topic', listener)
      instances.other.subscribe('topic', listener)
      instances.one.publish('topic')
      await settle()
      expect([heard.times, calls]).toEqual([1, 2])
    })

    it('are not heard by who stopped listening, and stopping twice takes nobody else away', async () => {
      const [stopped, kept] = [count('topic'), count('topic')]
      stopped.stop()
      stopped.stop()
      instances.one.publish('topic')
      await settle()
      expect([stopped.times, kept.times]).toEqual([0, 1])
    })

    it('never call anybody before publish has returned', async () => {
      const heard = count('topic', instances.one)
      instances.one.publish('topic')
      expect(heard.times).toBe(0)
      await reaches(heard, 1)
    })

    it('may be published when nobody listens, and after closing', async () => {
      instances.one.publish('nobody')
      await instances.one.close()
      expect(() => instances.one.publish('topic')).not.toThrow()
    })

    it('reach nobody once they are closed, and closing twice is closing', async () => {
      const heard = count('topic')
      await settle()
      await instances.other.close()
      await instances.other.close()
      instances.other.publish('topic')
      instances.one.publish('topic')
      await instances.one.close()
      expect(heard.times).toBe(0)
    })
  })
}
