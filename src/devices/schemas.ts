import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const time = (description: string) => Type.String({ format: 'date-time', description })

export const ChallengeParams = Type.Object({
  id: Type.String({ pattern: '^ch_[0-9a-f]{40}$', description: 'Id of a challenge.' }),
})

const coordinate = (name: string) =>
  Type.String({ maxLength: 64, description: `Coordinate ${name} of the point, in base64url.` })

export const PairBody = Type.Object(
  {
    pairingCode: Type.String({
      maxLength: 40,
      description: 'As the user typed it: case, spaces and dashes do not count.',
      examples: ['7KQ2M-XD94T'],
    }),
    publicKey: Type.Object(
      {
        kty: Type.Literal('EC'),
        crv: Type.Literal('P-256'),
        x: coordinate('x'),
        y: coordinate('y'),
        ext: Type.Optional(Type.Boolean({ description: 'Of WebCrypto; not used.' })),
        key_ops: Type.Optional(
          Type.Array(Type.String({ maxLength: 16 }), {
            maxItems: 8,
            description: 'Of WebCrypto; not used.',
          }),
        ),
      },
      {
        ...closed,
        description:
          'The public half, as a JWK, of an ECDH key that the app made and keeps. Codes are sealed to it.',
      },
    ),
    name: Type.String({
      minLength: 1,
      maxLength: 60,
      // No control characters: it ends up in mails and on pages.
      pattern: '^[^\\p{Cc}\\p{Cs}]*$',
      description: 'What the user knows the device by.',
      examples: ['Pixel 9'],
    }),
  },
  closed,
)

const Tenant = Type.Object({
  siteName: Type.String({ description: 'What the user logs in to.' }),
  appName: Type.String({ description: 'What the app calls itself.' }),
})

const VapidKey = Type.Union([Type.String(), Type.Null()], {
  description: 'For `applicationServerKey` of a push subscription; null: no pushes are sent.',
})

const FactorId = Type.String({ description: 'The factor that this device is.' })

export const LogInBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 254, description: 'The login name.' }),
    password: Type.String({ minLength: 1, maxLength: 1024, description: 'The password.' }),
    publicKey: PairBody.properties.publicKey,
    deviceName: PairBody.properties.name,
    proof: Type.Optional(
      Type.Object(
        {
          challengeId: Type.String({
            pattern: '^ch_[0-9a-f]{40}$',
            description: 'From the answer that asked for it.',
          }),
          code: Type.String({ maxLength: 32, description: 'What the user typed.' }),
        },
        { ...closed, description: 'For whoever has a factor: the code of it.' },
      ),
    ),
  },
  closed,
)

export const PairAnswer = Type.Object({
  token: Type.String({ description: 'With it the device asks from now on. Shown this once.' }),
  factorId: FactorId,
  tenant: Tenant,
  vapidPublicKey: VapidKey,
})

export const DeviceAnswer = Type.Object({
  factorId: FactorId,
  name: Type.String({ description: 'What the user knows the device by.' }),
  state: Type.Unsafe<'pending' | 'confirmed'>({
    type: 'string',
    enum: ['pending', 'confirmed'],
    description: '`confirmed`: logins may use it.',
  }),
  tenant: Tenant,
  vapidPublicKey: VapidKey,
  pushes: Type.Boolean({ description: 'Whether a push subscription is known.' }),
})

export const ChallengesAnswer = Type.Object({
  challenges: Type.Array(
    Type.Object({
      id: Type.String({ description: 'For `report`.' }),
      createdAt: time('When it was opened.'),
      sentAt: time('When its code was sent last: later than before, it was asked for again.'),
      expiresAt: time('When its code stops being good.'),
      sealed: Type.String({
        description:
          'A compact JWE (ECDH-ES, A256GCM) to the key of the device: what it is for, the code, and where it came from, as JSON.',
      }),
    }),
    { description: 'What is open by this device, the newest first.' },
  ),
})
export type OpenChallenges = Static<typeof ChallengesAnswer>

export const PushBody = Type.Object(
  {
    endpoint: Type.String({ maxLength: 2048, description: 'Where its push service takes pushes.' }),
    keys: Type.Object(
      {
        p256dh: Type.String({
          pattern: '^[A-Za-z0-9_-]{87}$',
          description: 'Its key, as the browser tells it.',
        }),
        auth: Type.String({
          pattern: '^[A-Za-z0-9_-]{22}$',
          description: 'Its secret, as the browser tells it.',
        }),
      },
      closed,
    ),
    expirationTime: Type.Optional(
      Type.Union([Type.Number(), Type.Null()], { description: 'As the browser tells; not used.' }),
    ),
  },
  { ...closed, description: 'A `PushSubscription`, as `toJSON()` writes it.' },
)

export const ReportedAnswer = Type.Object({
  id: Type.String({ description: 'The challenge.' }),
  status: Type.Literal('reported'),
})
