/** What the callee must do before the code is spoken, from weak to strict. */
export const gateKinds = ['none', 'key', 'match'] as const
export type GateKind = (typeof gateKinds)[number]

/** What a user can enrol as a factor, in the order in which it is advised. */
export const advisedMethods = ['app', 'voice', 'totp'] as const
export type AdvisedMethod = (typeof advisedMethods)[number]

/** A tenant's rules. Moments are epoch milliseconds. */
export interface TenantPolicy {
  /** The least a challenge asks of its callee; a challenge may ask for more, never for less. */
  readonly gate: GateKind
  /** 6 to 8 digits: NIST SP 800-63B-4 section 3.1.3.2 wants six or more. */
  readonly codeLength: number
  readonly locale: string
  /** ISO 3166 countries whose mobile numbers may be called. */
  readonly countries: readonly string[]
  /** Dutch fixed lines too. */
  readonly fixedLines: boolean
  /** What users know the panel by: in authenticators and in mails. */
  readonly siteName: string
  /** What users know the app by. */
  readonly appName: string
  /** Where users turn to when they cannot get in. */
  readonly support: { readonly phone?: string; readonly mail?: string }
  /** Methods that count, in the order in which they are advised. */
  readonly methods: readonly AdvisedMethod[]
  /** How many factors a user should have: a primary and its backups. */
  readonly factorsWanted: number
  /** From then on every login asks to set up a second factor; null: never. */
  readonly announceAt: number | null
  /** From then on there is no login without; null: not yet decided. `policy-dates.ts` */
  readonly enforceAt: number | null
  /** Ours: when an `enforceAt` took effect that was changed afterwards. Never taken back. */
  readonly graceEndedAt: number | null
  /** Administrators may use a phone call as a backup only. */
  readonly adminsStrict: boolean
  /** How long a reset by the helpdesk waits before it is carried out. */
  readonly resetWaitSeconds: number
  /** Numbers that the tenant's own exchange hosts or forwards; a `*` at the end stands for any rest. */
  readonly ownNumbers: readonly string[]
  /** Asked whether the exchange hosts or forwards a number, where a list cannot tell. */
  readonly numberHook: { readonly url: string } | null
  /** From then on a password that was set before has to be changed; null: no password has to be. */
  readonly passwordsFrom: number | null
  /** How pages look; the colour as `#rrggbb`. */
  readonly brand: { readonly color?: string }
  /** Names under which browsers find the panel of this tenant, without a port. */
  readonly panelHosts: readonly string[]
  /** Ids of users who may use the pages of the helpdesk; nobody does by being an administrator. */
  readonly helpdeskUsers: readonly string[]
}

export const defaultPolicy: TenantPolicy = {
  gate: 'key',
  codeLength: 6,
  locale: 'nl-NL',
  countries: ['NL'],
  fixedLines: false,
  siteName: 'Belcode',
  appName: 'Belcode app',
  support: {},
  methods: advisedMethods,
  factorsWanted: 2,
  announceAt: null,
  enforceAt: null,
  graceEndedAt: null,
  adminsStrict: false,
  resetWaitSeconds: 24 * 3600,
  ownNumbers: [],
  numberHook: null,
  passwordsFrom: null,
  brand: {},
  panelHosts: [],
  helpdeskUsers: [],
}

/** Reads a stored policy; what it does not name is as by default. */
export function parsePolicy(json: string): TenantPolicy {
  return { ...defaultPolicy, ...(JSON.parse(json) as Partial<TenantPolicy>) }
}

/** True when `asked` is at least as strict as `wanted`. */
export function isAsStrict(asked: GateKind, wanted: GateKind) {
  return gateKinds.indexOf(asked) >= gateKinds.indexOf(wanted)
}
