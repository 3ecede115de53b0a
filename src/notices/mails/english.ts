import { inAmsterdam, type MailTexts } from './texts.ts'

export const english: MailTexts = {
  kinds: {
    'factor-added': {
      subject: 'way to log in added',
      what: ({ method, label }, { method: by, named }) =>
        `A way to log in was added to your account: ${by(method)}${named(label)}.`,
    },
    'factor-removed': {
      subject: 'way to log in removed',
      what: ({ method, label }, { method: by, named }) =>
        `A way to log in was removed from your account: ${by(method)}${named(label)}.`,
    },
    'factor-disabled': {
      subject: 'way to log in switched off',
      what: ({ method, label }, { method: by, named }) =>
        `A way to log in was switched off, because a wrong code was typed too often: ${by(method)}${named(label)}. Add it again to use it again.`,
    },
    'primary-changed': {
      subject: 'preferred way to log in changed',
      what: ({ method, label }, { method: by, named }) =>
        `From now on you get your code for logging in like this: ${by(method)}${named(label)}.`,
    },
    'number-changed': {
      subject: 'mobile number changed',
      what: ({ shown }) => `The mobile number on which you hear your code was changed to ${shown}.`,
    },
    'recovery-codes-replaced': {
      subject: 'new recovery codes',
      what: () => 'New recovery codes were made for your account. The old ones no longer work.',
    },
    'secondfactor-failed': {
      subject: 'too many wrong codes',
      what: () =>
        'Somebody tried to log in with your right password, but typed a wrong code too often. They did not get in. If this was not you, somebody else knows your password: change it now.',
    },
    'login-reported': {
      subject: 'login stopped',
      what: () =>
        'You reported that it was not you who logged in. That login was stopped. Somebody else knows your password: change it now.',
    },
    'reset-requested': {
      subject: 'reset of your account requested',
      what: ({ readyAt, link }, { time }) =>
        readyAt === null
          ? `The helpdesk was asked to take all ways to log in off your account. A second employee has yet to approve this.${stopBy(link)}`
          : `The helpdesk was asked to take all ways to log in off your account. This can be done from ${time(readyAt)}.${stopBy(link)}`,
    },
    'reset-approved': {
      subject: 'reset of your account approved',
      what: ({ readyAt, link }, { time }) =>
        `The request to take all ways to log in off your account was approved. This can be done from ${time(readyAt)}.${stopBy(link)}`,
    },
    'reset-cancelled': {
      subject: 'reset of your account cancelled',
      what: () =>
        'The request to take all ways to log in off your account was cancelled. Nothing was changed.',
    },
    'reset-done': {
      subject: 'your account was reset',
      what: () =>
        'All ways to log in were taken off your account. You set them up again when you next log in.',
    },
    entry: {
      subject: 'back into your account',
      what: ({ expiresAt }, { time }) =>
        `The link below lets you back into your account. It works once, until ${time(expiresAt)}. Give it to nobody, not even to our helpdesk.`,
    },
    'extension-granted': {
      subject: 'more time before you need a second step',
      what: ({ until }, { time }) =>
        `The helpdesk gave you more time: until ${time(until)} you can log in without a second step.`,
    },
    'password-reset': {
      subject: 'choose a new password',
      what: ({ expiresAt }, { time }) =>
        `With the link below you choose a new password. It works once, until ${time(expiresAt)}. Give it to nobody, not even to our helpdesk. If you did not ask for it, there is nothing to do: your password stays as it is.`,
    },
    'password-changed': {
      subject: 'password changed',
      what: () =>
        'The password of your account was changed. Where you were still logged in, log in again. Your apps, couplings and phones go on working.',
    },
  },
  methods: {
    voice: 'a call to your mobile number',
    app: 'the app on your phone',
    totp: 'an authenticator app',
    recovery: 'recovery codes',
  },
  greeting: 'Hello,',
  when: 'When',
  from: 'From',
  dispute: 'Was this not you?',
  contact({ name, phone, mail }) {
    const ways = [phone && `call ${phone}`, mail && `write to ${mail}`].filter(Boolean)
    if (ways.length === 0) return `Then contact ${name} right away.`
    return `Then contact ${name} right away: ${ways.join(' or ')}.`
  },
  warning: 'We never ask you for a code or for your password.',
  closing: 'Kind regards,',
  time: inAmsterdam('en-GB'),
}

function stopBy(link: string | undefined) {
  return link === undefined ? '' : ' If you do not want this, the link below stops it.'
}
