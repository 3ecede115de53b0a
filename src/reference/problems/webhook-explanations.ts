import type { Explanations } from './explanation.ts'
import { urlRefusalReasons } from './url-refusal-reasons.ts'

/** Messages to panels. */
const toPanels: Explanations = {
  'webhook-url-refused': {
    means:
      'Messages are not sent to this address, for the reason in `reason`. Nothing was added or changed.',
    todo: 'Give an `https` address that is on the public internet and has no user name or password in it. Write a name with other letters than those of English in its `xn--` form.',
    members: {
      reason: {
        says: 'Why, as a word that never changes.',
        example: 'not-public',
        values: urlRefusalReasons,
      },
    },
  },
  'webhooks-too-many': {
    means: 'A tenant has at most as many webhooks as `most` says. Nothing was added.',
    todo: 'Remove one that is no longer used. One webhook can be told of all types of events.',
    members: { most: { says: 'How many a tenant has at most.', example: 20 } },
  },
  'webhook-disabled': {
    means:
      'The webhook is switched off, by you or because your panel answered `410`. Nothing was sent.',
    todo: 'Switch it on with `disabled: false`, then test it.',
  },
  'delivery-not-dead': {
    means: 'The delivery is still being tried, or was sent. It stays as it is.',
    todo: 'Read `deliveryStatus`. A queued one is tried again by itself; ask for `?status=dead` to see those that are not.',
    members: {
      deliveryStatus: {
        says: 'What became of it.',
        example: 'queued',
        values: { queued: 'It is tried again by itself.', sent: 'It was delivered.' },
      },
    },
  },
}

/** Messages of carriers to us. */
const ofCarriers: Explanations = {
  'signature-invalid': {
    means: 'A webhook came in without a signature, or with one that does not fit what it says.',
    todo: 'Only carriers call these addresses. If yours does and gets this, `PUBLIC_URL` is not exactly the address that the carrier calls, or the auth token was changed on one side only.',
  },
  'call-unknown': {
    means: 'A signed webhook came in that does not belong to any call of this service.',
    todo: 'Check that the carrier account is not shared with another installation whose webhooks end up here.',
  },
}

export const webhookExplanations: Explanations = { ...toPanels, ...ofCarriers }
