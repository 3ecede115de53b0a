import type { Header, Parameter } from './document.ts'

const seconds = { type: 'string', maxLength: 10, pattern: '^[0-9]+$' } as const
/** What a header field can hold: RFC 9110 section 5.5, without what nobody can read. */
const line = { type: 'string', maxLength: 4096, pattern: '^[\\x20-\\x7e]+$' } as const

/** Header fields of answers, by the name they have in the document. */
export const answerHeaders = {
  RetryAfter: {
    description: 'Seconds after which asking again may succeed.',
    schema: seconds,
    example: '42',
  },
  RateLimitPolicy: {
    description:
      'The limits that were held against this request: name, quota `q` and window `w` in seconds. Never a number.',
    schema: line,
    example: '"number-60s";q=1;w=60, "number-10m";q=3;w=600',
  },
  RateLimit: {
    description:
      'What is left of each limit: `r` uses, and where none is left, `t` seconds until one is free.',
    schema: line,
    example: '"number-60s";r=0;t=60, "number-10m";r=2',
  },
  Location: {
    description: 'Address of what was created.',
    schema: line,
    example: '/v1/challenges/ch_0f5c2a91d7e84b6a3c1f90b2e7d4a856c3f1e029',
  },
  PreferenceApplied: {
    description: 'The preference that was heeded (RFC 7240).',
    schema: line,
    example: 'respond-async',
  },
  IdempotencyReplayed: {
    description: '`true` when this is the kept answer to an earlier request with the same key.',
    schema: line,
    example: 'true',
  },
  WwwAuthenticate: {
    description: 'How to authenticate: always `Bearer`.',
    schema: line,
    example: 'Bearer',
  },
} as const satisfies Record<string, Header>

export type AnswerHeader = keyof typeof answerHeaders

const fieldNames: Readonly<Record<AnswerHeader, string>> = {
  RetryAfter: 'Retry-After',
  RateLimitPolicy: 'RateLimit-Policy',
  RateLimit: 'RateLimit',
  Location: 'Location',
  PreferenceApplied: 'Preference-Applied',
  IdempotencyReplayed: 'Idempotency-Replayed',
  WwwAuthenticate: 'WWW-Authenticate',
}

/** A `headers` member that refers to these components. */
export function headersOf(names: readonly AnswerHeader[]) {
  const headers = names.map((name) => [fieldNames[name], { $ref: `#/components/headers/${name}` }])
  return names.length > 0 ? { headers: Object.fromEntries(headers) } : {}
}

export const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A name of your own for this request, 1 to 255 visible ASCII characters, bare or in double quotes. The same key with the same body is answered once and done once.',
  schema: { ...line, maxLength: 257, examples: ['login-7f3a-1'] },
}

export const proof: Parameter = {
  name: 'Proof',
  in: 'header',
  required: false,
  description:
    'An assertion of this user, as `verify` and `confirm` answer with it. Needed as soon as the user has a confirmed factor; good for five minutes, while the user still has the factor that made it, and not while that factor is held.',
  schema: { ...line, examples: ['eyJhbGciOiJFZERTQSIsImtpZCI6InNrXzhiIn0.eyJzdWI.c2ln'] },
}
