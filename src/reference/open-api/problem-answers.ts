import type { ProblemKind } from '../../platform/problem.ts'
import { explanationOf } from '../problems/explanations.ts'
import type { Answer, Example, Reference, Schema } from './document.ts'
import { type AnswerHeader, headersOf } from './headers.ts'

const MEDIA_TYPE = 'application/problem+json'
const schema = { $ref: '#/components/schemas/Problem' }

const whole = { type: 'integer', format: 'int32' } as const
/** The longest window that anything is counted in. */
const MONTH_SECONDS = 30 * 24 * 3600

/** RFC 9457; further members are the problem's own and stand on its page. */
export const ProblemSchema: Schema = {
  type: 'object',
  description: 'An error, after RFC 9457. Decide by `code`: it never changes.',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      maxLength: 2048,
      description: 'Address of a page that explains this kind of problem.',
    },
    title: {
      type: 'string',
      maxLength: 200,
      pattern: '^[^\\p{Cc}]+$',
      description: 'What is wrong, for people.',
    },
    status: { ...whole, minimum: 400, maximum: 599, description: 'The HTTP status.' },
    code: {
      type: 'string',
      maxLength: 64,
      pattern: '^[a-z]+(?:-[a-z]+)*$',
      description: 'What is wrong, for programs.',
      examples: ['code-wrong'],
    },
    retryAfterSeconds: {
      ...whole,
      minimum: 0,
      maximum: MONTH_SECONDS,
      description: 'Where waiting helps: how long. The same as the `Retry-After` header.',
    },
  },
  additionalProperties: true,
}

/** One answer and one example per kind of problem, named by its code. */
export function problemComponents(kinds: readonly ProblemKind[], home: string) {
  const examples = kinds.map((kind) => [kind.code, exampleOf(kind, home)] as const)
  return {
    examples: Object.fromEntries(examples),
    responses: Object.fromEntries(kinds.map((kind) => [kind.code, answerOf([kind])])),
  }
}

/** The answers of an operation that refuses with these codes, by status. */
export function problemAnswers(
  kinds: readonly ProblemKind[],
  limitsShownOn: readonly number[] = [],
): Record<string, Answer | Reference> {
  const statuses = [...new Set(kinds.map(({ status }) => status))].sort()
  const answers = statuses.map((status) => {
    const same = kinds.filter((kind) => kind.status === status)
    const [first, ...others] = same
    const isShared = first && others.length === 0 && !limitsShownOn.includes(status)
    if (isShared) return [status, { $ref: `#/components/responses/${first.code}` }]
    return [status, answerOf(same, limitsShownOn.includes(status))]
  })
  return Object.fromEntries(answers)
}

function answerOf(kinds: readonly ProblemKind[], showsLimits = false): Answer {
  const examples = kinds.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }])
  const headers: AnswerHeader[] = [
    ...(kinds.some(({ status }) => status === 401) ? (['WwwAuthenticate'] as const) : []),
    ...(kinds.some(({ code }) => waits(code)) ? (['RetryAfter'] as const) : []),
    ...(showsLimits ? (['RateLimitPolicy', 'RateLimit'] as const) : []),
  ]
  return {
    description: kinds.map(({ code, title }) => `\`${code}\`: ${title}.`).join(' '),
    ...headersOf(headers),
    content: { [MEDIA_TYPE]: { schema, examples: Object.fromEntries(examples) } },
  }
}

function waits(code: string) {
  return explanationOf(code)?.members?.retryAfterSeconds !== undefined
}

/** The problem as it looks on the wire. */
export function exampleOf({ code, status, title }: ProblemKind, home: string): Example {
  const members = Object.entries(explanationOf(code)?.members ?? {})
  const own = Object.fromEntries(members.map(([name, { example }]) => [name, example]))
  return {
    summary: title,
    value: { type: `${home}/problems/${code}`, title, status, code, ...own },
  }
}
