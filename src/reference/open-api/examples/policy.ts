import { userId } from './ids.ts'

export const policy = {
  gate: 'key',
  codeLength: 6,
  locale: 'nl-NL',
  countries: ['NL'],
  fixedLines: false,
  siteName: 'Callvoip',
  appName: 'Qaller',
  support: { phone: '050 820 00 00', mail: 'support@panel.example' },
  methods: ['app', 'voice', 'totp'],
  factorsWanted: 2,
  announceAt: '2023-06-20T22:00:00.000Z',
  enforceAt: '2023-07-18T22:00:00.000Z',
  adminsStrict: false,
  resetWaitSeconds: 86400,
  ownNumbers: ['+31508200000', '+3185888*'],
  numberHook: null,
  passwordsFrom: '2023-06-20T22:00:00.000Z',
  brand: { color: '#f08000' },
  panelHosts: ['login.panel.example'],
  helpdeskUsers: ['kim', 'lee'],
  graceEndedAt: null,
}

export const changedPolicy = {
  ...policy,
  numberHook: { url: 'https://exchange.example/belcode/numbers' },
  numberHookSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
}

const lockedOut = {
  userId,
  role: 'user',
  reasons: ['no-factor', 'extension-ended'],
  why: 'Has confirmed no second factor. The extension that the helpdesk gave is over.',
}

export const forecast = {
  at: '2023-07-18T22:00:00.000Z',
  enforced: true,
  enforcedFrom: '2023-07-18T22:00:00.000Z',
  users: [lockedOut],
  totals: { users: 214, lockedOut: 1, extended: 3, none: 4, partial: 60, complete: 150 },
}

export const forecastCsv = `"record","userId","role","reasons","why"\r
"user","${userId}","user","${lockedOut.reasons.join(' ')}","${lockedOut.why}"\r
"total","","","","1 of 214 users cannot log in"\r
`
