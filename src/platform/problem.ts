type Members = Record<string, unknown>

export interface ProblemKind {
  readonly code: string
  readonly status: number
  readonly title: string
}

/** An answer after RFC 9457. Throw one to end a request with it. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly kind: ProblemKind
  readonly members: Members
  readonly headers: Readonly<Record<string, string>>

  constructor(kind: ProblemKind, members: Members = {}, headers: Record<string, string> = {}) {
    super(kind.title)
    this.kind = kind
    this.members = members
    this.headers = headers
  }

  toJSON() {
    const { code, status, title } = this.kind
    return { type: `/problems/${code}`, title, status, code, ...this.members }
  }
}

/** Makes a problem of its kind; `kind` is what the catalogue and the pages list. */
export interface ProblemFactory {
  (members?: Members, headers?: Record<string, string>): Problem
  readonly kind: ProblemKind
}

/** Declares a problem once: `throw problems.codeWrong({ attemptsLeft })`. The code never changes. */
export function problem(code: string, status: number, title: string): ProblemFactory {
  const kind = { code, status, title }
  return Object.assign(
    (members?: Members, headers?: Record<string, string>) => new Problem(kind, members, headers),
    { kind },
  )
}

/** Thrown by whatever holds state when it cannot be reached: the answer is 503, never a guess. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'

  constructor(store: string, cause: unknown) {
    super(`${store} cannot be reached`, { cause })
  }
}

export const generalProblems = {
  bodyInvalid: problem('body-invalid', 400, 'The body is not what this route takes'),
  requestInvalid: problem('request-invalid', 400, 'The request is not valid'),
  keyInvalid: problem('key-invalid', 401, 'The API key is missing or not valid'),
  scopeMissing: problem('scope-missing', 403, 'This API key may not do this'),
  notFound: problem('not-found', 404, 'There is nothing here'),
  methodNotAllowed: problem('method-not-allowed', 405, 'This address does not take this method'),
  inProgress: problem('in-progress', 409, 'The same request is still being worked on'),
  bodyTooLarge: problem('body-too-large', 413, 'The body is too large'),
  addressTooLong: problem('address-too-long', 414, 'The address is too long'),
  mediaTypeUnsupported: problem('media-type-unsupported', 415, 'Send application/json'),
  idempotencyMismatch: problem(
    'idempotency-mismatch',
    422,
    'This idempotency key was used for another request',
  ),
  headersTooLarge: problem('headers-too-large', 431, 'The headers are too large'),
  internalError: problem('internal-error', 500, 'Something went wrong on our side'),
  storeUnavailable: problem('store-unavailable', 503, 'A store is not reachable; nothing was done'),
  stopping: problem('stopping', 503, 'This instance is stopping; try again'),
  noTenant: problem('no-tenant', 503, 'There is no tenant yet'),
}
