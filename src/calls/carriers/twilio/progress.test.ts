import { expect, it } from 'vitest'
import { isOver, isTwilioStatus, toProgress } from './progress.ts'

it.each([
  ['queued', undefined, 'dialling'],
  ['initiated', undefined, 'dialling'],
  ['ringing', undefined, 'ringing'],
  ['in-progress', undefined, 'answered'],
  ['completed', 200, 'completed'],
  ['busy', 486, 'busy'],
  ['no-answer', 487, 'no-answer'],
  ['canceled', 487, 'cancelled'],
  ['failed', undefined, 'failed'],
  ['failed', 404, 'failed'],
  ['failed', 503, 'failed'],
  ['failed', 603, 'failed'],
  ['failed', 480, 'no-answer'],
  ['failed', 486, 'busy'],
  ['failed', 600, 'busy'],
  ['completed', 480, 'completed'],
] as const)('%s with SIP status %s is %s', (status, sipStatus, progress) => {
  expect(toProgress(status, sipStatus)).toBe(progress)
})

it('knows a status by its own name only', () => {
  for (const word of ['', 'answered', 'Completed', 'toString', '__proto__'])
    expect(isTwilioStatus(word)).toBe(false)
})

it('tells calls that are over from those that go on', () => {
  expect(isOver('answered')).toBe(false)
  expect(isOver('cancelled')).toBe(true)
})
