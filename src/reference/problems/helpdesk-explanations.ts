import type { Explanations } from './explanation.ts'

export const helpdeskExplanations: Explanations = {
  'refusal-unknown': {
    means:
      'No refusal of your tenant has this reference. It was misheard, or it is more than 30 days old.',
    todo: 'Let the user read it out again: a letter, three digits, two letters. Or look at `refusals` of the user.',
  },
  'reset-unknown': {
    means: 'There is no such reset of this user; or the link in a mail is not whole.',
    todo: 'Read the `resets` of the user. For a link: let the user open it again from the mail.',
  },
  'second-person-needed': {
    means:
      'The user is an administrator, and nobody gets one in alone: another person than who requested the reset has to approve it. Nothing was changed.',
    todo: 'Ask a colleague to look at it and approve it. A name in other capitals, or with other spaces, is the same person.',
  },
  'reset-open': {
    means: 'A reset of this user is open, and there is never more than one.',
    todo: 'Go on with it, or cancel it and request a new one.',
    members: {
      resetId: { says: 'The open one.', example: 're_62d0a7f48b1c3e9502f7d8a46c1b0e93d5f7a284' },
    },
  },
  'nothing-to-reset': {
    means: 'The user never confirmed a factor, so none can be lost.',
    todo: 'Let the user log in and set up a first factor, with a pairing code where that helps.',
  },
  'mail-needed': {
    means:
      'The user has no mail address, or no mail server is set up. Without mail the user cannot object to a reset and cannot be let in after it. Nothing was changed.',
    todo: 'Let your panel make an address known with `PUT /v1/users/{userId}`, after you made sure that it is the user’s. For the server: `SMTP_URL` and `MAIL_FROM`.',
  },
  'approval-not-needed': {
    means: 'Nobody has to approve this reset, or somebody has already.',
    todo: 'Read its `needs`.',
  },
  'reset-not-ready': {
    means: 'The reset still waits, so that its user can object. The wait cannot be cut short.',
    todo: 'Complete it from `readyAt` on. Where the user can still prove another factor, cancel it and request a new one with `proof`.',
    members: {
      readyAt: { says: 'From when on it can be completed.', example: '2026-11-03T09:30:00.000Z' },
    },
  },
  'reset-needed': {
    means:
      'The user had a second factor and none of it works any more. To wait longer would let in whoever has the password.',
    todo: 'Request a reset.',
  },
  'user-enrolled': {
    means:
      'The user has set up a factor before. A code by phone would be a way around it, and around the wait and the second person of a reset.',
    todo: 'A user who still has a factor adds the app in the settings of the panel. One who lost it needs a reset; when its entry has been redeemed, a pairing code can be given.',
  },
  'reset-closed': {
    means: 'The reset has ended. Nothing was changed.',
    todo: 'Read `resetStatus`. After `cancelled`, find out who objected before you request another one.',
    members: {
      resetStatus: {
        says: 'How it ended.',
        example: 'cancelled',
        values: {
          done: 'It was completed.',
          cancelled: 'Its user or somebody of the helpdesk cancelled it.',
          expired: 'Nobody completed it within seven days.',
        },
      },
    },
  },
  'entry-closed': {
    means:
      'The entry was used, is older than a day, was replaced by a newer one, or never was one. This does not tell which.',
    todo: 'Let the user open the newest mail. When that does not help, the helpdesk requests another reset.',
  },
}
