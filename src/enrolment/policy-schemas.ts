import { Type } from 'typebox'
import { advisedMethods, gateKinds } from '../accounts/index.ts'
import { locales } from '../calls/index.ts'
import { userIdPattern } from '../factors/index.ts'

const oneOf = <const Word extends string>(words: readonly Word[], description?: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: words, ...(description && { description }) })

const moment = (description: string) =>
  Type.Union([Type.String({ format: 'date-time' }), Type.Null()], { description })

/**
 * Shown in one line, in authenticators and in the subject of mails: no control characters, nothing
 * that turns the reading direction, and no colon, which divides the label of an authenticator.
 */
const name = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 64,
    pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069:]+$',
    description,
  })

const ways = {
  phone: Type.String({
    maxLength: 32,
    pattern: '^\\+?[0-9][0-9 ().-]*$',
    description: 'As it is to be read.',
  }),
  mail: Type.String({ maxLength: 254, format: 'email', description: 'A mail address.' }),
}

const support = { description: 'Where users turn to when they cannot get in.' }

const Support = Type.Partial(Type.Object(ways), support)

const SupportPatch = Type.Partial(
  Type.Object({
    phone: Type.Union([ways.phone, Type.Null()]),
    mail: Type.Union([ways.mail, Type.Null()]),
  }),
  { ...support, additionalProperties: false },
)

/** Plain `http` for a hook on the same machine alone. */
const Hook = Type.Object(
  {
    url: Type.String({
      maxLength: 2000,
      pattern:
        '^(?:https://|http://(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?=[:/]|$))(?:(?![#@\\\\])[!-~])+$',
      description: 'An address of yours that takes `POST {"number"}`.',
      examples: ['https://exchange.example/belcode/numbers'],
    }),
  },
  { additionalProperties: false },
)

/**
 * E.164, or five digits or more of it and a `*`. Not with the 0 that the Dutch dial inside the
 * country: such an entry would never be found to be the number it is.
 */
const OwnNumber = Type.String({ pattern: '^\\+(?!310)[1-9](?:\\d{3,14}|\\d{4,13}\\*)$' })

/** Enough for a block list of an exchange; what is larger is for `numberHook`. */
const OWN_NUMBERS_MOST = 2000

/** As browsers name it: small letters, without a port. */
const HostName = Type.String({
  maxLength: 253,
  pattern: '^(?!-)[a-z0-9-]{1,63}(?<!-)(?:\\.(?!-)[a-z0-9-]{1,63}(?<!-))*$',
})

const Brand = Type.Object(
  {
    color: Type.Optional(
      Type.String({ pattern: '^#[0-9a-f]{6}$', description: 'Of buttons and links.' }),
    ),
  },
  { additionalProperties: false, description: 'How the pages of the panel look.' },
)

const hookDescription =
  'Asked about each number that is to be enrolled or called without a user: is it hosted or forwarded by your own exchange? When it does not answer within two seconds, the number is refused.'

/** Everything an organisation decides for itself, as the API speaks of it. */
const fields = {
  gate: oneOf(gateKinds, 'What the callee must do before the code is spoken, at least.'),
  codeLength: Type.Integer({ minimum: 6, maximum: 8, description: 'Digits of a spoken code.' }),
  locale: oneOf(locales, 'Language of calls that name none.'),
  countries: Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), {
    maxItems: 250,
    uniqueItems: true,
    description: 'ISO 3166 countries whose mobile numbers may be called.',
    examples: [['NL']],
  }),
  fixedLines: Type.Boolean({ description: 'Whether Dutch fixed lines may be called too.' }),
  siteName: name('What users know your panel by; shown in authenticators and mails.'),
  appName: name('What users know the app by, such as Qaller.'),
  support: Support,
  methods: Type.Array(oneOf(advisedMethods), {
    minItems: 1,
    uniqueItems: true,
    description:
      'Methods that count, in the order in which you advise them. A factor of another method stays, but is none.',
  }),
  factorsWanted: Type.Integer({
    minimum: 1,
    maximum: 5,
    description: 'How many factors a user should have, the primary included.',
  }),
  announceAt: moment('From then on each login asks to set up a second factor, and can be skipped.'),
  enforceAt: moment(
    'From then on there is no login without a second factor. Once it has passed it does not reopen.',
  ),
  adminsStrict: Type.Boolean({
    description:
      'For users with the role `admin` a phone call is a backup only: never the primary, never the only factor.',
  }),
  resetWaitSeconds: Type.Integer({
    minimum: 0,
    maximum: 72 * 3600,
    description: 'How long a reset by the helpdesk waits before it can be carried out.',
  }),
  ownNumbers: Type.Array(OwnNumber, {
    maxItems: OWN_NUMBERS_MOST,
    uniqueItems: true,
    description:
      'Numbers that your own exchange hosts or forwards, in E.164; `+3185888*` stands for all that begin so. They are refused: whoever holds the panel could answer them.',
    examples: [['+31201234567', '+3185888*']],
  }),
  numberHook: Type.Union([Hook, Type.Null()], { description: hookDescription }),
  passwordsFrom: moment(
    'From then on a password that was set before has to be changed at the next login. What was not changed three months later stops working, until its user asks for a mail. API keys, apps and factors stay as they are.',
  ),
  brand: Brand,
  panelHosts: Type.Array(HostName, {
    maxItems: 20,
    uniqueItems: true,
    description:
      'Names in the addresses under which browsers find your panel, such as `login.example.nl`. No two tenants have the same.',
    examples: [['login.panel.example']],
  }),
  helpdeskUsers: Type.Array(Type.String({ pattern: userIdPattern }), {
    maxItems: 200,
    uniqueItems: true,
    description:
      'Ids of users who may use the pages of the helpdesk, with a second factor. The role `admin` alone does not let anybody in there.',
    examples: [['kim', 'lee']],
  }),
}

export const PolicyPatch = Type.Partial(Type.Object({ ...fields, support: SupportPatch }), {
  additionalProperties: false,
  description: 'What is named changes, a list as a whole; the rest stays.',
  examples: [{ announceAt: '2023-06-21T00:00:00+02:00', enforceAt: '2023-07-19T00:00:00+02:00' }],
})

export const PolicyAnswer = Type.Object(
  {
    ...fields,
    graceEndedAt: moment(
      'When an enforce date took effect that was changed afterwards, or that was set in the past.',
    ),
  },
  { description: 'The policy of your tenant, as it is now.' },
)

export const ChangedPolicyAnswer = Type.Object(
  {
    ...PolicyAnswer.properties,
    numberHookSecret: Type.Optional(
      Type.String({
        description:
          'With `numberHook`: what its requests are signed with (Standard Webhooks). Here alone; name the hook again to see it again.',
      }),
    ),
  },
  { description: 'The policy as it is from now on.' },
)
