import type { PlaceOutcome, RefusalReason } from '../../carrier.ts'

/** How a request failed. All that is kept: the SDK's own errors hold the number and our credentials. */
export type Fault =
  /** No byte of it left: no address, no connection, no TLS, or the deadline came before any of it. */
  | { readonly kind: 'not-sent' }
  /** Whether it was carried out is not known: reset, deadline, an answer that makes no sense. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'answered'; readonly status: number; readonly code?: number | undefined }

/** Says nothing but its fault, whoever prints it. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed'
  readonly fault: Fault

  constructor(fault: Fault) {
    super(`The request failed: ${fault.kind}`)
    this.fault = fault
  }
}

/** Anything else that was thrown came after an answer, from reading it. */
export function toFault(error: unknown): Fault {
  return error instanceof RequestFailed ? error.fault : { kind: 'lost' }
}

/**
 * Twilio's error codes in answers to `POST /Calls`. Codes of documents and webhooks (11200, 12100,
 * 13xxx, …) never come here but to the fallback address. `test/contract/twilio/error-codes.test.ts`
 * holds this against the dictionary.
 */
export const reasonByCode: Readonly<Record<number, RefusalReason>> = {
  10001: 'account', // not active: no funds, or against the terms
  10002: 'account', // a feature that a trial account has not
  10004: 'busy', // concurrent calls
  11100: 'bug', // URL format
  13225: 'blocked', // block list
  13227: 'blocked', // geo permission
  14111: 'account', // trial: To is not verified
  20001: 'bug', // unknown parameters
  20003: 'account', // wrong credentials, or those of another region
  20004: 'bug', // method not allowed
  20005: 'account', // not active
  20006: 'account', // access denied
  20008: 'account', // test credentials
  20403: 'account', // forbidden
  20404: 'account', // no such account at this address
  20409: 'bug', // conflict
  20429: 'busy', // concurrent requests; "never processed"
  21201: 'number', // no called number
  21202: 'blocked', // premium number
  21203: 'blocked', // international calls are off
  21205: 'bug', // URL
  21207: 'bug', // IfMachine
  21208: 'bug', // Timeout
  21209: 'bug', // Method
  21210: 'account', // From is not ours
  21211: 'number', // To is invalid
  21212: 'account', // From is invalid, or on the do-not-originate list
  21213: 'account', // From is missing
  21214: 'number', // To cannot be reached
  21215: 'blocked', // geo permission
  21216: 'blocked', // block list
  21217: 'number', // To is not a number
  21218: 'bug', // ApplicationSid
  21219: 'account', // trial: To is not verified
  21220: 'bug', // call state
  21234: 'bug', // machine detection
  21262: 'bug', // machine detection callback
  21263: 'bug', // machine detection elsewhere
  32017: 'account', // the network blocks our caller id
  32018: 'bug', // Twiml too long
  32021: 'account', // STIR verification of our caller id
  32205: 'blocked', // geo permission, high-risk range
}

/** For an answer without a code that we know. 4xx says that nothing was done, except where it cannot know. */
const reasonByStatus: Readonly<Record<number, RefusalReason | 'unknown'>> = {
  401: 'account',
  402: 'account',
  403: 'account',
  404: 'account',
  407: 'account',
  408: 'unknown', // it waited for the rest of a request that may have arrived
  425: 'unknown',
  429: 'busy',
}

/** Codes of a change to a call that is over, or gone. */
const overCodes: readonly (number | undefined)[] = [20404, 20409, 21220]

export function toPlaceOutcome(fault: Fault): PlaceOutcome {
  if (fault.kind === 'not-sent') return { outcome: 'refused', reason: 'down' }
  if (fault.kind === 'lost') return { outcome: 'unknown' }

  const { status, code } = fault
  const reason = reasonFor(status, code)
  const carrierCode = code === undefined ? {} : { carrierCode: code }
  return reason === 'unknown'
    ? { outcome: 'unknown', ...carrierCode }
    : { outcome: 'refused', reason, ...carrierCode }
}

export function saysOver(fault: Fault): boolean {
  return fault.kind === 'answered' && overCodes.includes(fault.code)
}

export function saysNoSuchCall(fault: Fault): boolean {
  return fault.kind === 'answered' && fault.status === 404 && fault.code === 20404
}

/** The status is looked at first: a server in trouble is not believed when it says that it did nothing. */
function reasonFor(status: number, code: number | undefined): RefusalReason | 'unknown' {
  if (status < 400 || status >= 500) return 'unknown'
  const known = code === undefined ? undefined : reasonByCode[code]
  return known ?? reasonByStatus[status] ?? 'bug'
}
