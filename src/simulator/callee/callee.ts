import { type Static, Type } from 'typebox'

/** A moment in a call, as the callee lives it. */
const Moment = Type.Union([
  /** The call was picked up. */
  Type.Literal('answer'),
  /** The voicemail has beeped. */
  Type.Literal('beep'),
  /** A `<Gather>` has spoken to its end and waits for keys. */
  Type.Literal('question'),
  /** This was heard to its end: the name of a sound file without extension, or the text of a `<Say>`. */
  Type.Object({ heard: Type.String({ maxLength: 500 }) }, { additionalProperties: false }),
  /** So many digits were spoken since the last question or document began. */
  Type.Object(
    { digits: Type.Integer({ minimum: 1, maximum: 20 }) },
    { additionalProperties: false },
  ),
])
export type Moment = Static<typeof Moment>

const seconds = Type.Number({ minimum: 0, maximum: 3_600 })

const Press = Type.Object(
  {
    after: Moment,
    /** Keys, or `asked`: the digit the question spoke, or `another`: a digit that it did not. */
    keys: Type.String({ pattern: '^([0-9*#]{1,40}|asked|another)$' }),
    delaySeconds: Type.Optional(seconds),
    /** Time between two keys. */
    paceSeconds: Type.Optional(seconds),
  },
  { additionalProperties: false },
)
export type Press = Static<typeof Press>

/** How a phone behaves that nobody holds. Everything is optional: `{}` picks up and says nothing. */
export const Callee = Type.Object(
  {
    /** What becomes of the call; `answers` unless told otherwise. */
    outcome: Type.Optional(
      Type.Union([
        Type.Literal('answers'),
        Type.Literal('busy'),
        Type.Literal('declines'),
        Type.Literal('no-answer'),
        Type.Literal('unreachable'),
      ]),
    ),
    /** How it is refused, where it is: 486, 603, 404, 480 and the like. */
    sipStatus: Type.Optional(Type.Integer({ minimum: 400, maximum: 699 })),
    /** Ringing time before it answers or declines. */
    answerAfterSeconds: Type.Optional(seconds),
    /** A voicemail: it beeps so long after it answered. */
    beepAfterSeconds: Type.Optional(seconds),
    /** Done in this order; each waits for its moment. */
    presses: Type.Optional(Type.Array(Press, { maxItems: 50 })),
    hangsUp: Type.Optional(
      Type.Object(
        { after: Moment, delaySeconds: Type.Optional(seconds) },
        { additionalProperties: false },
      ),
    ),
    /** What becomes of the status callbacks. */
    callbacks: Type.Optional(
      Type.Union([
        Type.Literal('in-order'),
        Type.Literal('duplicated'),
        Type.Literal('reordered'),
        Type.Literal('late'),
        Type.Literal('lost'),
        Type.Literal('badly-signed'),
      ]),
    ),
    /** What becomes of the requests for TwiML. */
    documents: Type.Optional(
      Type.Union([
        Type.Literal('in-order'),
        Type.Literal('fetched-twice'),
        Type.Literal('badly-signed'),
      ]),
    ),
  },
  { additionalProperties: false },
)
export type Callee = Static<typeof Callee>
export type CallbackFault = NonNullable<Callee['callbacks']>
export type DocumentFault = NonNullable<Callee['documents']>
