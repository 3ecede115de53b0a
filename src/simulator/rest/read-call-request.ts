import {
  type CallEvent,
  type CallRequest,
  callEvents,
  type DocumentSource,
} from '../line/call-request.ts'
import { filledIn, refuseChanges, refuseRequest, toNumber } from './check-request.ts'
import { RestError } from './errors.ts'
import { errorOfFrom } from './test-numbers.ts'

const defaultRingSeconds = 60
const defaultLimitSeconds = 4 * 3_600

export function readCallRequest(form: URLSearchParams): CallRequest {
  const from = toNumber(form.get('From'))
  refuseRequest(form)
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
  refuseChanges(form)
  const document = readDocument(form)
  return { ...(document && { document }), ...readCallbacks(form) }
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

function toMethod(value: string | null): 'GET' | 'POST' {
  return value?.toUpperCase() === 'GET' ? 'GET' : 'POST'
}
