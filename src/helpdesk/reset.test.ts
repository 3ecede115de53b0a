import { describe, expect, it } from 'vitest'
import {
  DAY_MS,
  HOUR_MS,
  needsOf,
  type Reset,
  readyAfter,
  statusOf,
  toReset,
  waitOf,
} from './reset.ts'

const admin = { role: 'admin' }
const user = { role: 'user' }
const row = {
  ...{ id: 're_1', tenant_id: 'demo', user_id: 'anna', reason: 'lost', requested_by: 'kim' },
  ...{ approved_by: null, approved_at: null, status: 'open', wait_ms: DAY_MS, ready_at: DAY_MS },
  ...{ entry_digest: null, entry_expires_at: null, created_at: 0, closed_at: null },
}
const resetOf = (changes: Partial<typeof row | Record<string, unknown>>, now = 0): Reset =>
  toReset({ ...row, ...changes }, now)

describe('a reset is', () => {
  it.each([
    ['waiting, before its time', {}, user, DAY_MS - 1, 'waiting'],
    ['ready, when its time has come', {}, user, DAY_MS, 'ready'],
    ['ready, until seven days are over', {}, user, 7 * DAY_MS - 1, 'ready'],
    ['expired then', {}, user, 7 * DAY_MS, 'expired'],
    [
      'for an approval, however long it waited',
      { ready_at: null },
      admin,
      DAY_MS,
      'waiting-approval',
    ],
    [
      'for one still, when its user is no administrator any more',
      { ready_at: null },
      user,
      DAY_MS,
      'waiting-approval',
    ],
    ['for one too, when its user became an administrator', {}, admin, DAY_MS, 'waiting-approval'],
    [
      'done with that when it was approved',
      { approved_by: 'lee', approved_at: 5 },
      admin,
      DAY_MS,
      'ready',
    ],
    [
      'alive for seven days from its approval',
      { approved_by: 'lee', approved_at: DAY_MS },
      admin,
      8 * DAY_MS - 1,
      'ready',
    ],
    ['what it ended as', { status: 'cancelled', closed_at: 5 }, user, 30 * DAY_MS, 'cancelled'],
  ])('%s', (_what, changes, whose, now, status) => {
    expect(statusOf(resetOf(changes, now), whose, now)).toBe(status)
  })
})

it('says what it waits for', () => {
  expect(needsOf(resetOf({}), user, 0)).toEqual(['waiting'])
  expect(needsOf(resetOf({ ready_at: null }), admin, 0)).toEqual(['second-person', 'waiting'])
  expect(needsOf(resetOf({ ready_at: null, wait_ms: 0 }), admin, 0)).toEqual(['second-person'])
  expect(needsOf(resetOf({}), user, DAY_MS)).toEqual([])
  expect(needsOf(resetOf({ closed_at: 1, status: 'done' }), admin, 0)).toEqual([])
})

it.each([
  ['never less than an hour', 0, HOUR_MS],
  ['as the tenant wants it', 7200, 2 * HOUR_MS],
])('waits %s', (_what, resetWaitSeconds, waitMs) => {
  expect(waitOf({ resetWaitSeconds })).toBe(waitMs)
})

it.each([
  ['the longer of the waits at request and approval', { ready_at: null }, HOUR_MS, 10 + DAY_MS],
  ['a longer one that came since', { ready_at: null }, 3 * DAY_MS, 10 + 3 * DAY_MS],
  ['nothing after a proof', { ready_at: null, wait_ms: 0 }, DAY_MS, 10],
  ['never less than was promised before', { ready_at: 9 * DAY_MS }, HOUR_MS, 9 * DAY_MS],
])('an approval leads to %s', (_what, changes, waitMs, readyAt) => {
  expect(readyAfter(resetOf(changes), waitMs, 10)).toBe(readyAt)
})
