import { expect, it } from 'vitest'
import {
  compileRules,
  createMemoryLimiter,
  defaultRules,
  guessesPerYear,
  guessOdds,
  wrongCodeCharges,
} from '../../src/limits/index.ts'

/**
 * Gain (T10): a login, by guessing codes for a year without a pause, with the password already known.
 * What `docs/limits.md` promises is counted here with the limiter and the rules themselves.
 */

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
const NEW_YEAR = Date.parse('2026-01-01T00:00:00Z')
const WINDOW_MS = 30 * DAY_MS
const USERS = 10_000
/** Codes so short that the odds are seen within 10,000 years. */
const DIGITS = 4

const set = compileRules(defaultRules)

/** Numbers that are the same on every run: mulberry32. */
function createDraw(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One user, attacked without a pause since some moment of the month before: guesses looked at. */
async function attack(user: number, headStartMs: number): Promise<number> {
  let time = NEW_YEAR - headStartMs
  let guesses = 0
  const limiter = createMemoryLimiter({ now: () => time })
  const who = { tenantId: 'te_1', numberSubject: `number ${user}`, userSubject: `user ${user}` }
  const charges = wrongCodeCharges(set, { ...who, factorSubject: `factor ${user}` })
  expect(charges).toHaveLength(2)
  for (let id = 0; time < NEW_YEAR + YEAR_MS; id++) {
    const taken = await limiter.take(charges, { id: `${id}` })
    if (!taken.taken) time += taken.refusedBy.retryAfterMs
    else if (time >= NEW_YEAR) guesses++
  }
  return guesses
}

it('10,000 attacked user-years get in as often as is promised, and no more', async () => {
  const draw = createDraw(20230719)
  const code = 7_351
  let successes = 0
  let looked = 0
  let most = 0
  for (let user = 0; user < USERS; user++) {
    const guesses = await attack(user, Math.floor(draw() * WINDOW_MS))
    looked += guesses
    most = Math.max(most, guesses)
    const isRight = () => Math.floor(draw() * 10 ** DIGITS) === code
    if (Array.from({ length: guesses }, isRight).includes(true)) successes++
  }

  const promised = guessesPerYear(defaultRules)
  expect(promised).toBe(304)
  expect(Math.abs(looked / USERS - promised)).toBeLessThan(1)
  expect(most).toBeLessThanOrEqual(promised + 25)

  const expected = USERS * guessOdds(promised, { digits: DIGITS, codesAtOnce: 1 })
  expect(Math.round(expected)).toBe(299)
  expect(Math.abs(successes - 300), `${successes} of ${USERS}`).toBeLessThanOrEqual(52)
}, 120_000)
