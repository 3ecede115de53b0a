import type { Explanations } from './explanation.ts'

const factorExplanations: Explanations = {
  'proof-needed': {
    means:
      'The user has a confirmed factor, so a change to the factors takes a fresh proof by one of them. Nothing was changed.',
    todo: 'Open a challenge for the user, let the code be typed, and send the assertion of its answer in the header `Proof`. It is good for five minutes and for several changes.',
    members: {
      reason: {
        says: 'Why, as a word that never changes.',
        example: 'missing',
        values: {
          missing: 'There is no `Proof` in the request.',
          expired:
            'It is older than five minutes, or no assertion of this service for your tenant.',
          'wrong-user': 'It proves another user, or a bare number.',
          'factor-gone': 'The factor that made it is no longer a confirmed one of the user.',
          'reset-needed':
            'Every factor of the user is disabled: the helpdesk resets them (`docs/helpdesk.md`).',
          held: 'The factor that made it was added less than 72 hours ago: it proves logins, but no changes yet. Use another one.',
        },
      },
    },
  },
  'method-not-offered': {
    means: 'The policy of your tenant does not have this method among those that count.',
    todo: 'Offer the `methods` of `GET /v1/policy`, in their order.',
  },
  'number-known': {
    means: 'The user proves logins by this number already. The same phone twice is no backup.',
    todo: 'Tell the user so, and offer another number or another method.',
    members: {
      factorId: {
        says: 'The factor that has it.',
        example: 'fa_3be91c07d2f84a56b1c0e8d92f7a4b35c8e1f702',
      },
    },
  },
  'too-many-factors': {
    means: 'The user has as many factors, or as many of this method, as there may be.',
    todo: 'Let the user remove one first. Where several people share the login, give each a login of their own.',
    members: {
      of: {
        says: 'What there are too many of: all of the `user`, or those of one method.',
        example: 'voice',
      },
      most: { says: 'How many there may be.', example: 5 },
    },
  },
  'factor-confirmed': {
    means: 'The factor was confirmed before, or is disabled. No attempt was spent.',
    todo: 'Read the user again and go on: a `confirmed` factor counts.',
  },
  'last-factor': {
    means:
      'Your tenant requires a second factor by now, and this is the last one that a login of this user could use. It stays.',
    todo: 'Let the user add and confirm another one first. Who lost the phone is let in by the helpdesk, with a reset.',
  },
  'primary-not-allowed': {
    means:
      'Logins cannot begin with this factor: it is not confirmed, is disabled, is a set of recovery codes, or is a phone call where your policy wants more of administrators.',
    todo: 'Make another factor the primary one.',
  },
}

const policyExplanations: Explanations = {
  'policy-invalid': {
    means:
      'Something in the change cannot be, by itself or together with the rest of the policy. Nothing was changed.',
    todo: 'Correct what `errors` points at. An enforce date that has passed cannot be moved to the future or taken away: give single users an extension instead.',
    members: {
      errors: {
        says: 'What is wrong and where: `pointer` (a JSON Pointer into the body) and `detail`.',
        example: [{ pointer: '#/enforceAt', detail: 'must not be before announceAt' }],
      },
    },
  },
}

export const enrolmentExplanations: Explanations = { ...factorExplanations, ...policyExplanations }
