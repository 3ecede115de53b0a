import { timingSafeEqual } from 'node:crypto'
import { generateSecret, generateSync } from 'otplib'

/** What every authenticator app takes; many ignore any other period, length or hash silently. */
const PERIOD_SECONDS = 30
const DIGITS = 6
const SECRET_BYTES = 20

/**
 * Codes of the step before and the step after are taken too, for clocks that are off and people who
 * type slowly (RFC 6238 section 5.2). OWASP ASVS 5.0 6.5.5 would have 30 seconds in all; a step
 * counts once and never backwards, so that the wider window gives nobody a second use.
 */
const DRIFT_STEPS = [-1, 0, 1]

/** 160 random bits in base32 (RFC 4226 section 4 recommends as many). */
export function drawTotpSecret(): string {
  return generateSecret({ length: SECRET_BYTES })
}

/**
 * The newest time step near `nowMs` whose code this is, or null. Every step is compared, in constant
 * time: how long it takes tells neither how much of a guess was right nor which step it was.
 */
export function matchStep(secret: string, code: string, nowMs: number): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null
  const now = Math.floor(nowMs / 1000 / PERIOD_SECONDS)
  const typed = Buffer.from(code)
  return DRIFT_STEPS.map((drift) => now + drift)
    .filter((step) => step >= 0)
    .reduce<number | null>((found, step) => {
      const isRight = timingSafeEqual(Buffer.from(codeOfStep(secret, step)), typed)
      return isRight ? step : found
    }, null)
}

/** What an authenticator shows at a moment; for a demo, which has none. */
export function codeAt(secret: string, nowMs: number): string {
  return codeOfStep(secret, Math.floor(nowMs / 1000 / PERIOD_SECONDS))
}

function codeOfStep(secret: string, step: number) {
  return generateSync({
    secret,
    epoch: step * PERIOD_SECONDS,
    period: PERIOD_SECONDS,
    digits: DIGITS,
  })
}
