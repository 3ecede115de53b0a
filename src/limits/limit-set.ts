import { type Static, Type } from 'typebox'
import { callKinds, countedThings, ruleModes, ruleSubjects } from './rule.ts'

const oneOf = <const Word extends string>(words: readonly Word[], description?: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: words, ...(description && { description }) })

const day = 86_400
/** No rule reaches further back: what it would read has been forgotten by then. */
const LONGEST_WINDOW = 30 * day

const strict = { additionalProperties: false }
const reason = Type.String({
  minLength: 3,
  maxLength: 200,
  pattern: '^[^\\u0000-\\u001f\\u007f]+$',
  description: 'One sentence for the people who tune it.',
})
const tenant = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,40}$', description: 'Its id.' })
const ruleName = Type.String({
  maxLength: 64,
  pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
  description: 'Stands in answers and headers.',
})
const quota = Type.Number({
  exclusiveMinimum: 0,
  maximum: 1_000_000,
  description: 'A whole number; on `spend` it is in euros.',
})

const Block = Type.Object(
  {
    firstSeconds: Type.Integer({ minimum: 60, maximum: day }),
    mostSeconds: Type.Integer({ minimum: 60, maximum: 7 * day }),
  },
  { ...strict, description: 'When it is full its subject is blocked, twice as long each time.' },
)

export const RuleSchema = Type.Object(
  {
    name: ruleName,
    quota,
    windowSeconds: Type.Integer({ minimum: 1, maximum: LONGEST_WINDOW }),
    subject: oneOf(ruleSubjects, 'Whom it is held against.'),
    counts: oneOf(countedThings, 'What it counts.'),
    reason,
    mode: Type.Optional(oneOf(ruleModes, '`shadow`: counts, and never refuses.')),
    only: Type.Optional(oneOf(callKinds, 'Asked of such calls alone.')),
    sharesWith: Type.Optional(ruleName),
    block: Type.Optional(Block),
  },
  strict,
)

export const OverrideSchema = Type.Object(
  {
    tenant,
    rule: ruleName,
    quota,
    until: Type.Optional(
      Type.String({ format: 'date-time', description: 'It counts no longer from then on.' }),
    ),
    reason,
  },
  strict,
)

export const OfficeSchema = Type.Object(
  {
    tenant,
    network: Type.String({
      maxLength: 49,
      pattern: '^[0-9A-Fa-f:.]{2,45}(/[0-9]{1,3})?$',
      description: 'An address, or a network as CIDR.',
    }),
    times: Type.Integer({
      minimum: 2,
      maximum: 20,
      description: 'So many times what rules on addresses allow elsewhere.',
    }),
    reason,
  },
  strict,
)

export const TrustedSchema = Type.Object(
  {
    tenant,
    number: Type.String({ pattern: '^\\+[1-9][0-9]{3,14}$', description: 'E.164.' }),
    reason,
  },
  strict,
)

export const PriceSchema = Type.Object(
  {
    country: Type.String({ pattern: '^([A-Z]{2}|\\*)$', description: 'ISO 3166, or `*`.' }),
    kind: oneOf(['mobile', 'fixed-line', '*']),
    euros: Type.Number({
      minimum: 0,
      maximum: 10,
      description: 'What one call is reckoned to cost.',
    }),
  },
  strict,
)

const share = Type.Number({ minimum: 0, maximum: 1 })

export const BreakerSchema = Type.Object(
  {
    calls: Type.Integer({ minimum: 10, maximum: 1000, description: 'The last so many.' }),
    least: Type.Integer({ minimum: 5, maximum: 1000, description: 'With fewer it says nothing.' }),
    below: Type.Number({ ...share, description: 'The share of verified calls that trips it.' }),
    forSeconds: Type.Integer({ minimum: 60, maximum: day }),
    scopes: Type.Array(oneOf(['prefix', 'country', 'tenant', 'carrier']), { uniqueItems: true }),
  },
  strict,
)

export const AlarmsSchema = Type.Object(
  {
    spendAt: Type.Array(Type.Number({ exclusiveMinimum: 0, maximum: 1 }), {
      minItems: 1,
      maxItems: 5,
      uniqueItems: true,
      description: 'Shares of a cap on spend.',
    }),
    verifiedShareBelow: Type.Number({ ...share, description: 'Of the mean of seven days.' }),
    wrongCodesAbove: Type.Number({ ...share, description: 'Of all codes in ten minutes.' }),
  },
  strict,
)

/** Every limit and everything about it, in one document. */
export const LimitSetSchema = Type.Object(
  {
    rules: Type.Array(RuleSchema, { minItems: 1, maxItems: 100 }),
    overrides: Type.Array(OverrideSchema, { maxItems: 1000 }),
    offices: Type.Array(OfficeSchema, { maxItems: 1000 }),
    trusted: Type.Array(TrustedSchema, { maxItems: 1000 }),
    prices: Type.Array(PriceSchema, { minItems: 1, maxItems: 500 }),
    breaker: BreakerSchema,
    alarms: AlarmsSchema,
  },
  strict,
)

export type LimitSet = Static<typeof LimitSetSchema>
export type Override = Static<typeof OverrideSchema>
export type Office = Static<typeof OfficeSchema>
export type Price = Static<typeof PriceSchema>
export type Breaker = Static<typeof BreakerSchema>
export type Alarms = Static<typeof AlarmsSchema>
