import {
  type CallEvent,
  type CallRequest,
  callEvents,
  type DocumentSource,
} from '../line/call-request.ts'
import { isWebUrl } from '../webhooks/webhooks.ts'
import { RestError, type RestErrorCode } from './errors.ts'
import { errorOfFrom } from './test-numbers.ts'

const defaultRingSeconds = 60
const mostRingSeconds = 600
const defaultLimitSeconds = 4 * 3_600
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

export function readCallRequest(form: URLSearchParams): CallRequest {
  const from = toNumber(form.get('From'))
  refuseIfAny(checks, form)
  refuseIfAny(commonChecks, form)
  const magic = errorOfFrom(from)
  if (magic) throw new RestError(magic)
  return {
    to: toNumber(form.get('To')),
    from,
    document: readDocument(form) ?? { twiml: '' },
    fallback: null,
    statusCallback: null,
    statusCallbackEvents: readEvents(form),
    ringSeconds: Number(form.get('Timeout') ?? defaultRingSeconds),
    limitSeconds: Number(form.get('TimeLimit') ?? defaultLimitSeconds),
    ...readCallbacks(form),
  }
}

/** What an update changes in a request. */
export function readChanges(form: URLSearchParams): Partial<CallRequest> {
  refuseIfAny(commonChecks, form)
  const document = readDocument(form)
  return { ...(document && { document }), ...readCallbacks(form) }
}

function refuseIfAny(all: readonly Check[], form: URLSearchParams): void {
  const failed = all.find(({ fails }) => fails(form))
  if (failed) throw new RestError(failed.code)
}

/** `Url` wins over `Twiml` when both are given. */
function readDocument(form: URLSearchParams): DocumentSource | null {
  const twiml = filledIn(form, 'Twiml')
  return readSource(form, 'Url', 'Method') ?? (twiml === null ? null : { twiml })
}

function readCallbacks(form: URLSearchParams): Partial<CallRequest> {
  const statusCallback = readSource(form, 'StatusCallback', 'StatusCallbackMethod')
  const fallback = readSource(form, 'FallbackUrl', 'FallbackMethod')
  return { ...(statusCallback && { statusCallback }), ...(fallback && { fallback }) }
}

function readSource(form: URLSearchParams, name: string, methodName: string) {
  const url = filledIn(form, name)
  return url === null ? null : { url, method: toMethod(form.get(methodName)) }
}

/** Repeated keys. A name that is no event is passed over: Twilio sends nothing for it either. */
function readEvents(form: URLSearchParams): readonly CallEvent[] {
  const wanted = form.getAll('StatusCallbackEvent')
  if (wanted.length === 0) return ['completed']
  return callEvents.filter((event) => wanted.includes(event))
}

function filledIn(form: URLSearchParams, name: string): string | null {
  return form.get(name)?.trim() || null
}

export function toNumber(written: string | null): string {
  return (written ?? '').replace(/[\s().-]/g, '')
}

function toMethod(value: string | null): 'GET' | 'POST' {
  return value?.toUpperCase() === 'GET' ? 'GET' : 'POST'
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
