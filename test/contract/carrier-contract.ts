import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Carrier, OutgoingCall, SoughtCall } from '../../src/calls/carrier.ts'
import type { E164 } from '../../src/calls/numbers/e164.ts'

/** What the far end does with requests from now on. */
export type Mood =
  | 'willing'
  | 'refuses-number'
  | 'refuses-account'
  | 'overloaded'
  /** Takes the call and loses the answer. */
  | 'forgetful'
  | 'in-trouble'
  | 'silent'
  | 'dripping'
  | 'resetting'
  | 'garbled'
  | 'endless'
  | 'gone'

/** A carrier and the far end that it talks to. */
export interface CarrierWorld {
  readonly carrier: Carrier
  /** The carrier was given this as its deadline, and a clock that `advance` moves. */
  readonly deadlineMs: number
  become(mood: Mood): Promise<void> | void
  /** Requests to place a call that reached the far end. */
  placements(): number
  isOver(carrierCallId: string): boolean
  /** The callee hangs up. */
  finish(carrierCallId: string): void
  /** Our service learns that this call of the carrier's is this one of ours, as by a webhook. */
  bind(carrierCallId: string, callId: string): void
  now(): number
  advance(ms: number): void
  stop(): Promise<void>
}

type MakeWorld = () => Promise<CarrierWorld>

/** Timers and a busy machine, not the carrier's own doing. */
const SLACK_MS = 1_500

/** Nobody can tell whether the call was placed. */
const doubtful: Mood[] = [
  'forgetful',
  'in-trouble',
  'silent',
  'dripping',
  'resetting',
  'garbled',
  'endless',
]

/** What every carrier owes the dispatcher. Each implementation runs this whole list. */
export function carrierContract(name: string, makeWorld: MakeWorld) {
  describe(`${name} carrier`, () => {
    let world: CarrierWorld
    let made = 0
    beforeEach(async () => {
      world = await makeWorld()
    })
    afterEach(() => world.stop())

    const outgoing = (changes: Partial<OutgoingCall> = {}): OutgoingCall => {
      made += 1
      const nonce = String(made).padStart(32, '0')
      const to = '+31612345678' as E164
      return { id: `ca_${made}`, nonce, to, ringSeconds: 20, talkSeconds: 90, ...changes }
    }
    const soughtFor = (call: OutgoingCall, changes: Partial<SoughtCall> = {}): SoughtCall => {
      return { id: call.id, to: call.to, carrierCallId: null, placedAt: world.now(), ...changes }
    }
    const placed = async (call = outgoing()) => {
      const outcome = await world.carrier.place(call)
      if (outcome.outcome !== 'placed') throw new Error(`Expected a call, got ${outcome.outcome}`)
      world.bind(outcome.carrierCallId, call.id)
      return { call, carrierCallId: outcome.carrierCallId }
    }
    const inTime = async <T>(asked: Promise<T>): Promise<T> => {
      const startedAt = performance.now()
      const outcome = await asked
      expect(performance.now() - startedAt).toBeLessThan(world.deadlineMs + SLACK_MS)
      return outcome
    }

    describe('place', () => {
      it('says which call it placed, another each time', async () => {
        const first = await placed()
        const second = await placed(outgoing({ to: '+31687654321' as E164 }))

        expect(first.carrierCallId).not.toBe(second.carrierCallId)
        expect(world.placements()).toBe(2)
      })

      it.each([
        ['refuses-number', 'number'],
        ['refuses-account', 'account'],
        ['overloaded', 'busy'],
      ] as const)('passes on why it was refused: %s', async (mood, reason) => {
        await world.become(mood)
        expect(await world.carrier.place(outgoing())).toMatchObject({ outcome: 'refused', reason })
      })

      it('knows that nothing was placed where it could not connect', async () => {
        await world.become('gone')
        expect(await inTime(world.carrier.place(outgoing()))).toEqual({
          outcome: 'refused',
          reason: 'down',
        })
        expect(world.placements()).toBe(0)
      })

      it.each(doubtful)('does not know, says so in time and asks once only: %s', async (mood) => {
        await world.become(mood)
        expect(await inTime(world.carrier.place(outgoing()))).toMatchObject({ outcome: 'unknown' })
        expect(world.placements()).toBe(1)
      })

      it('goes on as before when the trouble is over', async () => {
        await world.become('resetting')
        await world.carrier.place(outgoing())
        await world.become('willing')
        await placed()
      })
    })

    describe('hangUp', () => {
      it('ends a call, and again', async () => {
        const { carrierCallId } = await placed()

        expect(await world.carrier.hangUp(carrierCallId)).toEqual({ outcome: 'ended' })
        expect(world.isOver(carrierCallId)).toBe(true)
        expect(await world.carrier.hangUp(carrierCallId)).toEqual({ outcome: 'ended' })
      })

      it('is content with a call that is over already', async () => {
        const { carrierCallId } = await placed()
        world.finish(carrierCallId)
        expect(await world.carrier.hangUp(carrierCallId)).toEqual({ outcome: 'ended' })
      })

      it.each([...doubtful, 'overloaded', 'gone'] as Mood[])(
        'does not claim it: %s',
        async (mood) => {
          const { carrierCallId } = await placed()
          await world.become(mood)
          expect(await inTime(world.carrier.hangUp(carrierCallId))).toEqual({ outcome: 'unknown' })
        },
      )
    })

    describe('find', () => {
      it('finds a call by its id, as far as it is', async () => {
        const { call, carrierCallId } = await placed()
        const sought = soughtFor(call, { carrierCallId })

        expect(await world.carrier.find(sought)).toMatchObject({ outcome: 'found', carrierCallId })
        world.finish(carrierCallId)
        expect(await world.carrier.find(sought)).toMatchObject({
          outcome: 'found',
          progress: 'completed',
        })
      })

      it('finds a call whose answer was lost', async () => {
        await world.become('forgetful')
        const call = outgoing()
        const sought = soughtFor(call)
        await world.carrier.place(call)
        await world.become('willing')

        const found = await world.carrier.find(sought)
        expect(found).toMatchObject({ outcome: 'found' })
      })

      it('does not take an earlier or a later call to the same number for it', async () => {
        await placed()
        const lost = outgoing()
        const sought = soughtFor(lost)
        await world.become('in-trouble')
        await world.carrier.place(lost)
        await world.become('willing')
        world.advance(2_000)
        await placed()

        expect((await world.carrier.find(sought)).outcome).not.toBe('found')
      })

      it('does not pick one of two that it could be', async () => {
        await world.become('forgetful')
        const [one, other] = [outgoing(), outgoing()]
        const sought = soughtFor(one)
        await world.carrier.place(one)
        await world.carrier.place(other)
        await world.become('willing')

        expect(await world.carrier.find(sought)).toEqual({ outcome: 'unknown' })
      })

      it('says in the end that there is no such call', async () => {
        const sought = soughtFor(outgoing())
        world.advance(60_000)
        expect(await world.carrier.find(sought)).toEqual({ outcome: 'none' })
      })

      it.each([...doubtful, 'overloaded', 'gone'] as Mood[])('does not guess: %s', async (mood) => {
        const { call, carrierCallId } = await placed()
        await world.become(mood)
        world.advance(60_000)

        const sought = soughtFor(call, { placedAt: world.now() - 60_000 })
        expect(await inTime(world.carrier.find(sought))).toEqual({ outcome: 'unknown' })
        expect(await inTime(world.carrier.find({ ...sought, carrierCallId }))).toEqual({
          outcome: 'unknown',
        })
      })
    })
  })
}
