import { Type } from 'typebox'
import { eventTypes } from '../event-types.ts'
import { channels, deliveryStatuses } from '../outbox.ts'
import { ENDPOINTS_MOST } from './endpoint-store.ts'

function oneOf<const Word extends string>(words: readonly Word[], description: string) {
  return Type.Unsafe<Word>({ type: 'string', enum: words, description })
}

const time = (description: string) => Type.String({ format: 'date-time', description })
const orNull = <const T extends ReturnType<typeof Type.String>>(schema: T) =>
  Type.Union([schema, Type.Null()])

export const EndpointParams = Type.Object({
  id: Type.String({ pattern: '^wh_[0-9a-f]{40}$', description: 'Id of a webhook.' }),
})

export const DeliveryParams = Type.Object({
  id: Type.String({
    pattern: '^nt_[0-9a-f]{40}(_[0-9a-f]{40})?$',
    description: 'Id of a delivery.',
  }),
})

const url = Type.String({
  maxLength: 2048,
  description: 'An https address on the public internet, without user name or password.',
  examples: ['https://panel.example.nl/webhooks/belcode'],
})
const description = Type.String({
  maxLength: 200,
  description: 'What it is for, in your own words.',
})
const events = Type.Union(
  [Type.Array(oneOf(eventTypes, 'Type of an event.'), { minItems: 1, maxItems: 50 }), Type.Null()],
  { description: 'Types of events it is told of; null: all, those to come included.' },
)

export const NewEndpointBody = Type.Object(
  { url, description: Type.Optional(description), events: Type.Optional(events) },
  { additionalProperties: false },
)

export const EndpointChangesBody = Type.Object(
  {
    url: Type.Optional(url),
    description: Type.Optional(description),
    events: Type.Optional(events),
    disabled: Type.Optional(
      Type.Boolean({ description: 'Nothing is sent to a disabled one, and nothing kept for it.' }),
    ),
  },
  { additionalProperties: false, minProperties: 1 },
)

const endpoint = {
  id: Type.String({ description: 'Names the webhook in every other request.' }),
  url,
  description,
  events,
  createdAt: time('When it was added.'),
  disabledAt: orNull(time('Since when nothing is sent to it.')),
  oldSecretUntil: orNull(time('Until when the secret before the present one signs as well.')),
}

export const EndpointAnswer = Type.Object(endpoint, { description: 'Where a panel listens.' })

export const EndpointWithSecretAnswer = Type.Object(
  {
    ...endpoint,
    secret: Type.String({ description: 'What verifies its messages. Shown this once.' }),
  },
  { description: 'Where a panel listens, with the secret of its messages.' },
)

export const EndpointListAnswer = Type.Object({
  webhooks: Type.Array(EndpointAnswer, { maxItems: ENDPOINTS_MOST }),
})

const DELIVERIES_MOST = 100

export const DeliveriesQuery = Type.Object(
  {
    status: Type.Optional(oneOf(deliveryStatuses, 'Only those that are so.')),
    channel: Type.Optional(oneOf(channels, 'Only mails, or only webhooks.')),
    cursor: Type.Optional(
      Type.String({ maxLength: 200, description: '`next` of the page before.' }),
    ),
    limit: Type.Optional(
      Type.String({
        pattern: '^([1-9][0-9]?|100)$',
        description: 'How many at most, 1 to 100; 50 unless it says otherwise.',
      }),
    ),
  },
  { additionalProperties: false },
)

export const DeliveryAnswer = Type.Object(
  {
    id: Type.String({ description: 'Names the delivery.' }),
    messageId: Type.String({ description: 'The `webhook-id` of the message.' }),
    channel: oneOf(channels, 'How it travels.'),
    kind: Type.String({ description: 'The type of the event, or the kind of mail.' }),
    webhookId: orNull(Type.String({ description: 'Where it goes; null for a mail.' })),
    status: oneOf(deliveryStatuses, 'A dead one is tried no more until it is replayed.'),
    attempts: Type.Integer({ description: 'How often it was tried.' }),
    lastFault: orNull(
      Type.String({ description: 'Why the last attempt failed, in a word.', maxLength: 100 }),
    ),
    createdAt: time('When it was written.'),
    nextAttemptAt: orNull(time('When it is tried next.')),
    endedAt: orNull(time('When it was sent or given up.')),
  },
  { description: 'A mail to one address or a message to one webhook; never what it says.' },
)

export const DeliveryListAnswer = Type.Object({
  deliveries: Type.Array(DeliveryAnswer, { maxItems: DELIVERIES_MOST }),
  next: orNull(Type.String({ description: 'Asks for the next page; null: there is none.' })),
})
