import type { generalProblems } from '../../platform/problem.ts'
import { type Explanation, type Member, retryAfterSeconds } from './explanation.ts'

type Codes<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Codes<Rest>}`
    : `-${Lowercase<First>}${Codes<Rest>}`
  : Text

/** `bodyInvalid` is `body-invalid` here: a general problem without an explanation does not compile. */
type GeneralCode = Codes<keyof typeof generalProblems & string>

const errors: Member = {
  says: 'What is wrong and where: `pointer` (a JSON Pointer into the request), `header` or `parameter`, and `detail`.',
  example: [{ pointer: '#/to', detail: "must have required property 'to'" }],
}

/** Problems that any operation can answer with. */
export const generalExplanations: Readonly<Record<GeneralCode, Explanation>> = {
  'body-invalid': {
    means:
      'The body is not JSON, lacks a field, or holds a field that this operation does not take.',
    todo: 'Correct what `errors` points at. Unknown fields are refused, so look for a typing error in a name.',
    members: { errors },
  },
  'request-invalid': {
    means: 'The address, a header or the query is not what this operation takes.',
    todo: 'Correct the request. Where `errors` is present it says what to look at.',
    members: {
      errors: { ...errors, example: [{ pointer: '#/id', detail: 'must match pattern' }] },
    },
  },
  'key-invalid': {
    means: 'There is no API key in the request, or it is unknown or revoked.',
    todo: 'Send `Authorization: Bearer <api key>` with a key of your tenant. The answer never says which of the two it was.',
  },
  'scope-missing': {
    means: 'The API key is good, but it may not be used for this.',
    todo: 'Use a key that has the scope in `scope`, or have an operator make one.',
    members: { scope: { says: 'The scope that the key lacks.', example: 'challenges' } },
  },
  'not-found': {
    means: 'There is nothing at this address, or it is not of your tenant.',
    todo: 'Check the address and the id in it. Ids of another tenant look exactly like ids that do not exist.',
  },
  'method-not-allowed': {
    means: 'The address exists, but not for this method.',
    todo: 'Use a method from the `Allow` header of the answer.',
  },
  'in-progress': {
    means: 'A request with the same `Idempotency-Key` is still being worked on.',
    todo: 'Wait as long as `retryAfterSeconds` says and send the same request again: it then gets the answer of the first.',
    members: { retryAfterSeconds: { ...retryAfterSeconds, example: 1 } },
  },
  'body-too-large': {
    means: 'The body is larger than this service reads.',
    todo: 'Send less. No operation needs more than 16 kB, but for a policy: 64 kB.',
  },
  'address-too-long': {
    means: 'A part of the address is longer than any id of this service.',
    todo: 'Check what was put into the address.',
  },
  'media-type-unsupported': {
    means: 'The body is not sent as JSON.',
    todo: 'Send `Content-Type: application/json`.',
  },
  'idempotency-mismatch': {
    means: 'This `Idempotency-Key` was used for another address or another body.',
    todo: 'Draw a new key for every new request; send the old key only to repeat exactly the same one.',
  },
  'headers-too-large': {
    means: 'The headers are larger than this service reads.',
    todo: 'Send fewer or smaller headers. Cookies of other sites on the same domain are a usual cause.',
  },
  'internal-error': {
    means: 'We made a mistake. The answer says no more on purpose; the log of the service does.',
    todo: 'Try again, with the same `Idempotency-Key` so that nothing is done twice. If it stays, tell whoever runs the service.',
  },
  'store-unavailable': {
    means:
      'The database or the counter of limits cannot be reached. Nothing was done, and nobody was called.',
    todo: 'Try again after `retryAfterSeconds`, with the same `Idempotency-Key`.',
    members: { retryAfterSeconds: { ...retryAfterSeconds, example: 3 } },
  },
  stopping: {
    means: 'This instance is being stopped and takes no new work. Nothing was done.',
    todo: 'Try again: another instance, or this one after its restart, answers.',
    members: { retryAfterSeconds: { ...retryAfterSeconds, example: 5 } },
  },
  'no-tenant': {
    means: 'The pages belong to a tenant, and this installation has none.',
    todo: 'Set `BOOTSTRAP_API_KEY` before the first start, or run `belcode tenants create`.',
    members: { retryAfterSeconds: { ...retryAfterSeconds, example: 60 } },
  },
}
