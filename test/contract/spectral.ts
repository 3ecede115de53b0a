import type { RulesetDefinition } from '@stoplight/spectral-core'
import spectralCore from '@stoplight/spectral-core'
import owaspRules from '@stoplight/spectral-owasp-ruleset'
import { oas } from '@stoplight/spectral-rulesets'

/** Something that a rule finds and that is as it should be. */
export interface Exception {
  readonly rule: string
  readonly reason: string
  /** Where; everywhere, when it does not say. */
  readonly where?: (found: Finding) => boolean
}

export interface Finding {
  readonly rule: string
  /** As in `paths./v1/policy.get`. */
  readonly place: string
  readonly message: string
  /** What stands there. */
  readonly value: unknown
}

interface Limited {
  readonly enum?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly uniqueItems?: boolean
  readonly items?: Limited
}

/** Paths that need no key, because whoever asks has none. */
const open = /^paths\.\/(healthz|readyz|metrics|\.well-known\/jwks\.json|device\/(pair|log-in))\./
/** Operations that take nothing which could be wrong. */
const asksNothing =
  /^paths\.\/(healthz|readyz|metrics|\.well-known\/jwks\.json|device|device\/challenges|device\/events|v1\/limits|v1\/policy|v1\/webhooks)\.get\./

const at = (place: RegExp) => (found: Finding) => place.test(found.place)
/** Bodies of requests stand where they are used; what has a name of its own is answered. */
const inAnswers = at(/\.responses\.|^components\.schemas\./)
const schemaOf = ({ value }: Finding) => value as Limited

/** `^…$` without anything that may be repeated for ever. */
function isBounded({ pattern = '' }: Limited) {
  const plain = pattern.replace(/\\.|\[(?:\\.|[^\]])*\]/g, 'x')
  return /^\^.*\$$/.test(plain) && !/[*+]|\{\d+,\}/.test(plain)
}

const oursToAnswer =
  'Limits protect whoever takes something. What we answer with is made by us, and clients must not break when it grows.'
const boundedBody = 'A body has at most 16 kB, and'

export const exceptions: readonly Exception[] = [
  { rule: 'owasp:api4:2023-string-limit', where: inAnswers, reason: oursToAnswer },
  { rule: 'owasp:api4:2023-string-restricted', where: inAnswers, reason: oursToAnswer },
  { rule: 'owasp:api4:2023-integer-limit', where: inAnswers, reason: oursToAnswer },
  { rule: 'owasp:api4:2023-integer-format', where: inAnswers, reason: oursToAnswer },
  { rule: 'owasp:api4:2023-array-limit', where: inAnswers, reason: oursToAnswer },
  {
    rule: 'owasp:api4:2023-string-limit',
    where: (found) => isBounded(schemaOf(found)),
    reason: 'Its pattern says how long it can be.',
  },
  {
    rule: 'owasp:api4:2023-string-limit',
    where: (found) => schemaOf(found).format === 'date-time',
    reason: 'RFC 3339 says how long a moment is.',
  },
  {
    rule: 'owasp:api4:2023-string-limit',
    where: at(/requestBody\..*\.(to|number)$/),
    reason: `${boundedBody} a number that is too long is refused with a reason that a page can show: test/http/open-challenge.test.ts.`,
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: at(
      /requestBody\..*\.(to|number|ip|userAgent|locale|url|endpoint|description|pairingCode|password|name|code)$/,
    ),
    reason:
      'What people and other programs write is read by code that knows it, and refused with a reason; a pattern would be a second, weaker reader.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: at(/\.publicKey\.properties\.(x|y|key_ops\.items)$/),
    reason: 'A key is read as a key, and has to be a point on its curve.',
  },
  {
    rule: 'owasp:api4:2023-string-restricted',
    where: at(
      /^paths\.\/v1\/(webhooks\/deliveries|helpdesk\/refusals\/\{reference\})\.get\.parameters/,
    ),
    reason: 'Read by code that knows it; what is none finds nothing.',
  },
  {
    rule: 'owasp:api4:2023-integer-format',
    where: (found) => {
      const { minimum, maximum } = schemaOf(found)
      return minimum !== undefined && maximum !== undefined
    },
    reason: 'The least and the most that it can be say more than the size of a register.',
  },
  {
    rule: 'owasp:api4:2023-array-limit',
    where: (found) => schemaOf(found).uniqueItems === true && Boolean(schemaOf(found).items?.enum),
    reason: 'Each word of a closed list at most once.',
  },
  {
    rule: 'owasp:api4:2023-rate-limit',
    reason:
      'Limits are on what rings a phone, sends a message or guesses a code. Those answers say how the limits stand: test/http/reference.test.ts; the others have none to tell of.',
  },
  {
    rule: 'owasp:api4:2023-rate-limit-responses-429',
    reason: 'The same: what has no limit cannot reach one. A service with too much to do says 503.',
  },
  {
    rule: 'owasp:api8:2023-define-cors-origin',
    reason:
      'No page of another site is to read answers, so there is no such header at all, and browsers refuse: an API key belongs on a server.',
  },
  {
    rule: 'owasp:api8:2023-define-error-responses-401',
    where: at(open),
    reason: 'Needs no key: what it takes is in its body, or nothing at all.',
  },
  {
    rule: 'owasp:api2:2023-write-restricted',
    where: at(/^paths\.\/device\/(pair|log-in)\.post/),
    reason:
      'What it takes is in its body: a pairing code, or a name with its password. Guesses are counted.',
  },
  {
    rule: 'owasp:api2:2023-read-restricted',
    where: at(open),
    reason: 'Public keys, and what a probe asks inside the network. Nothing of a tenant.',
  },
  {
    rule: 'owasp:api8:2023-define-error-validation',
    where: at(asksNothing),
    reason: 'There is nothing in the request that could be wrong.',
  },
  {
    rule: 'oas3-operation-security-defined',
    where: ({ message }) => /must be listed among scopes/.test(message),
    reason:
      'OpenAPI 3.1 lets any scheme name the roles that an operation needs; the rule knows 3.0, where only OAuth has them.',
  },
  {
    rule: 'oas3-valid-media-example',
    where: ({ message }) => message.includes('\\p{'),
    reason:
      'Spectral reads patterns without Unicode. Every example is held to its schema in test/http/reference.test.ts.',
  },
  {
    rule: 'info-contact',
    reason: 'Whoever runs the service is whom to ask, and the software does not know them.',
  },
  { rule: 'openapi-tags-alphabetical', reason: 'Tags stand in the order in which they are read.' },
]

/** Rules that find everything everywhere are not run, rather than excused some thousand times. */
const isOff = ({ where }: Exception) => where === undefined

/** All rules for OpenAPI and all of OWASP, but those that are off. */
export const ruleset: RulesetDefinition = {
  extends: [
    [oas as RulesetDefinition, 'all'],
    [owaspRules as unknown as RulesetDefinition, 'all'],
  ],
  rules: Object.fromEntries(exceptions.filter(isOff).map(({ rule }) => [rule, 'off'])),
}

/** What Spectral finds in a document. */
export async function lint(document: object): Promise<Finding[]> {
  const linter = new spectralCore.Spectral()
  linter.setRuleset(ruleset)
  const found = await linter.run(document as Record<string, unknown>)
  return found.map(({ code, path, message }) => ({
    rule: String(code),
    place: path.join('.'),
    message,
    value: valueAt(document, path),
  }))
}

/** Follows references on the way, as the linter does. */
function valueAt(document: object, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((part, step) => follow(document, (part as Part)?.[step]), document)
}

type Part = Readonly<Record<string | number, unknown>> | undefined

function follow(document: object, part: unknown): unknown {
  const reference = (part as { $ref?: unknown } | undefined)?.$ref
  if (typeof reference !== 'string') return part
  return reference
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, step) => (inner as Part)?.[step], document)
}
