import { generalExplanations } from './general-explanations.ts'
import { numberRefusalReasons } from './number-refusal-reasons.ts'

/** What a problem means for whoever receives it. One per code; the pages and the API document use it. */
export interface Explanation {
  readonly means: string
  readonly todo: string
  /** Members beyond `type`, `title`, `status` and `code`. */
  readonly members?: Readonly<Record<string, Member>>
}

interface Member {
  readonly says: string
  readonly example: unknown
  /** Every value it can have, where those are words. */
  readonly values?: Readonly<Record<string, string>>
}

const retryAfterSeconds: Member = {
  says: 'Whole seconds to wait, also in the `Retry-After` header.',
  example: 42,
}

const challengeExplanations = {
  'number-refused': {
    means:
      'The number cannot be read, or the number policy of your tenant does not let it be called. Nothing was counted and nobody was called.',
    todo: 'Show the user what is wrong with the number and let them type another one. Asking again with the same number gives the same answer.',
    members: {
      reason: {
        says: 'Why, as a word that never changes.',
        example: 'unreadable',
        values: numberRefusalReasons,
      },
    },
  },
  'gate-too-weak': {
    means:
      'The request asks for a gate that is weaker than your tenant allows. A challenge may ask its callee to do more than the tenant wants, never less.',
    todo: 'Leave `gate` out, or ask for the one in `wanted` or a stricter one. From weak to strict: `none`, `key`, `match`.',
    members: { wanted: { says: 'The weakest gate that your tenant allows.', example: 'key' } },
  },
  'code-wrong': {
    means: 'The code is not the one that was spoken. One attempt is spent.',
    todo: 'Tell the user how many attempts are left and let them type it again. With none left the challenge is `exhausted` and a new one is needed.',
    members: { attemptsLeft: { says: 'Wrong codes that may still be typed.', example: 3 } },
  },
  'challenge-closed': {
    means:
      'The challenge has ended, and no code can be typed and no call made for it any more. No attempt was spent.',
    todo: 'Read `challengeStatus`. After `expired`, `exhausted` or `cancelled`, open a new challenge when the user asks for it. After `reported`, the person who was called said that it was not them: do not let the login go on.',
    members: {
      challengeStatus: {
        says: 'How it ended.',
        example: 'expired',
        values: {
          approved: 'The right code was typed before.',
          expired: 'Its five minutes are over.',
          exhausted: 'Too many wrong codes.',
          cancelled: 'You cancelled it, or a newer challenge for the same number replaced it.',
          reported: 'The person who was called pressed 9: “this was not me”.',
        },
      },
    },
  },
  'resend-too-soon': {
    means: 'A call was made moments ago. Another one would ring into it.',
    todo: 'Keep the button “send the code again” off until `resend.availableAt` of the challenge.',
    members: { retryAfterSeconds },
  },
  'limit-reached': {
    means:
      'A limit that protects numbers, addresses or your budget is full. Nobody was called, and this request was not counted.',
    todo: 'Tell the user when to try again. Show `reference`: the user can read it out to the helpdesk, which sees there what happened. The limit named `stopped` lasts a day: the person who was called reported the call, or pressed a wrong key twice.',
    members: {
      limit: { says: 'Name of the limit.', example: 'number-60s' },
      retryAfterSeconds,
      reference: { says: 'Names this refusal, short enough to read out.', example: 'K7-42-MP' },
    },
  },
} as const satisfies Readonly<Record<string, Explanation>>

const webhookExplanations = {
  'signature-invalid': {
    means: 'A webhook came in without a signature, or with one that does not fit what it says.',
    todo: 'Only carriers call these addresses. If yours does and gets this, `PUBLIC_URL` is not exactly the address that the carrier calls, or the auth token was changed on one side only.',
  },
  'call-unknown': {
    means: 'A signed webhook came in that does not belong to any call of this service.',
    todo: 'Check that the carrier account is not shared with another installation whose webhooks end up here.',
  },
} as const satisfies Readonly<Record<string, Explanation>>

const startPageExplanations = {
  'other-site': {
    means:
      'The form of the demo’s start page was sent by another site, or by a program that is no browser.',
    todo: 'Use the form on the start page. A program makes calls with an API key: see `POST /v1/challenges`.',
  },
} as const satisfies Readonly<Record<string, Explanation>>

const explanations: Readonly<Record<string, Explanation>> = {
  ...generalExplanations(retryAfterSeconds),
  ...challengeExplanations,
  ...webhookExplanations,
  ...startPageExplanations,
}

/** A kind without its text here fails `test/http/reference.test.ts`. */
export function explanationOf(code: string): Explanation | undefined {
  return explanations[code]
}

export const explainedCodes: readonly string[] = Object.keys(explanations)
