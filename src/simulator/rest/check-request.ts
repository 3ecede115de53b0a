import { isWebUrl } from '../webhooks/webhooks.ts'
import { RestError, type RestErrorCode } from './errors.ts'

const mostRingSeconds = 600
const mostLimitSeconds = 24 * 3_600
const longestTwiml = 4_000
const number = /^\+[1-9][0-9]{6,14}$/
const methods = ['Method', 'FallbackMethod', 'StatusCallbackMethod']
const urls = ['Url', 'FallbackUrl', 'StatusCallback']

interface Check {
  readonly code: RestErrorCode
  readonly fails: (form: URLSearchParams) => boolean
}

/** In Twilio's order; the first that fails is the answer. */
const checks: readonly Check[] = [
  { code: 21201, fails: (form) => filledIn(form, 'To') === null },
  { code: 21213, fails: (form) => filledIn(form, 'From') === null },
  { code: 21211, fails: (form) => !number.test(toNumber(form.get('To'))) },
  { code: 21212, fails: (form) => !number.test(toNumber(form.get('From'))) },
  { code: 21218, fails: (form) => filledIn(form, 'ApplicationSid') !== null },
  { code: 21205, fails: (form) => !filledIn(form, 'Url') && !filledIn(form, 'Twiml') },
  { code: 21208, fails: (form) => !isWholeUpTo(form.get('Timeout'), mostRingSeconds) },
  { code: 20001, fails: (form) => !isWholeUpTo(form.get('TimeLimit'), mostLimitSeconds) },
]

/** Also hold for an update. */
const commonChecks: readonly Check[] = [
  { code: 32018, fails: (form) => (form.get('Twiml') ?? '').length > longestTwiml },
  { code: 21209, fails: (form) => methods.some((name) => !isMethod(form.get(name))) },
  { code: 21205, fails: (form) => urls.some((name) => !isUrlOrAbsent(form.get(name))) },
]

/** Throws Twilio's error for a create request that does not hold. */
export function refuseRequest(form: URLSearchParams): void {
  refuseIfAny(checks, form)
  refuseIfAny(commonChecks, form)
}

export function refuseChanges(form: URLSearchParams): void {
  refuseIfAny(commonChecks, form)
}

export function filledIn(form: URLSearchParams, name: string): string | null {
  return form.get(name)?.trim() || null
}

export function toNumber(written: string | null): string {
  return (written ?? '').replace(/[\s().-]/g, '')
}

function refuseIfAny(all: readonly Check[], form: URLSearchParams): void {
  const failed = all.find(({ fails }) => fails(form))
  if (failed) throw new RestError(failed.code)
}

function isMethod(value: string | null): boolean {
  return value === null || /^(GET|POST)$/i.test(value)
}

function isUrlOrAbsent(value: string | null): boolean {
  return value === null || value === '' || isWebUrl(value)
}

function isWholeUpTo(value: string | null, most: number): boolean {
  return value === null || (/^[0-9]{1,6}$/.test(value) && Number(value) <= most)
}
