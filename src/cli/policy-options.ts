import { advisedMethods, gateKinds, type PolicyFault } from '../accounts/index.ts'
import { locales } from '../calls/index.ts'
import { readMoment } from './read-moment.ts'

interface PolicyOption {
  /** The member of the policy, as the API names it. */
  readonly field: string
  /** What it takes, for the usage. */
  readonly takes: string
  /** Into what the API takes; the API's own rules judge it. */
  read(raw: string): unknown
}

const asText = (raw: string) => raw
const asList = (raw: string) => (raw === 'none' ? [] : raw.split(','))
const asYes = (raw: string) => ({ yes: true, no: false })[raw] ?? raw
const asNumber = (raw: string) => (/^\d+$/.test(raw) ? Number(raw) : raw)
const orNone = (read: (raw: string) => unknown) => (raw: string) =>
  raw === 'none' ? null : read(raw)

const date = { takes: '<date>|none', read: orNone(readMoment) }
const yesOrNo = { takes: 'yes|no', read: asYes }

/** One row for each thing that an organisation decides. */
export const policyOptions: Readonly<Record<string, PolicyOption>> = {
  gate: { field: 'gate', takes: gateKinds.join('|'), read: asText },
  'code-length': { field: 'codeLength', takes: '6-8', read: asNumber },
  locale: { field: 'locale', takes: locales.join('|'), read: asText },
  countries: { field: 'countries', takes: 'NL,BE', read: asList },
  'fixed-lines': { field: 'fixedLines', ...yesOrNo },
  'site-name': { field: 'siteName', takes: '<name>', read: asText },
  'app-name': { field: 'appName', takes: '<name>', read: asText },
  'support-phone': {
    field: 'support',
    takes: '<number>|none',
    read: (raw) => ({ phone: orNone(asText)(raw) }),
  },
  'support-mail': {
    field: 'support',
    takes: '<address>|none',
    read: (raw) => ({ mail: orNone(asText)(raw) }),
  },
  methods: { field: 'methods', takes: advisedMethods.join(','), read: asList },
  'factors-wanted': { field: 'factorsWanted', takes: '1-5', read: asNumber },
  'announce-at': { field: 'announceAt', ...date },
  'enforce-at': { field: 'enforceAt', ...date },
  'admins-strict': { field: 'adminsStrict', ...yesOrNo },
  'reset-wait-seconds': { field: 'resetWaitSeconds', takes: '0-259200', read: asNumber },
  'own-numbers': { field: 'ownNumbers', takes: '+31201234567,+3185888*|none', read: asList },
  'number-hook': {
    field: 'numberHook',
    takes: '<url>|none',
    read: orNone((url) => ({ url })),
  },
  'passwords-from': { field: 'passwordsFrom', ...date },
  'brand-color': {
    field: 'brand',
    takes: "'#rrggbb'|none",
    read: (raw) => (raw === 'none' ? {} : { color: raw }),
  },
  'panel-hosts': { field: 'panelHosts', takes: 'login.example.nl|none', read: asList },
  'helpdesk-users': { field: 'helpdeskUsers', takes: '<id>,<id>|none', read: asList },
}

type Values = Readonly<Record<string, string | undefined>>

/** What was given on the command line, as the API would take it. */
export function toPatch(values: Values): Readonly<Record<string, unknown>> {
  const patch: Record<string, unknown> = {}
  for (const [name, { field, read }] of Object.entries(policyOptions)) {
    const raw = values[name]
    if (raw === undefined) continue
    const value = read(raw)
    patch[field] = isObject(value) ? { ...(patch[field] as object), ...value } : value
  }
  return patch
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A fault of a member, in the name of its option. */
export function faultOfOption({ pointer, detail }: PolicyFault): string {
  const [, field = '', inner] = pointer.split('/')
  const names = Object.keys(policyOptions).filter((name) => policyOptions[name]?.field === field)
  const name = names.find((one) => inner !== undefined && one.endsWith(`-${inner}`)) ?? names[0]
  return `--${name ?? field} ${detail}`
}

/** For the usage: as many on a line as fit. */
export function usageOfPolicy(indent: number, width = 78): string[] {
  const words = Object.entries(policyOptions).map(([name, { takes }]) => `[--${name} ${takes}]`)
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    const longer = `${line} ${word}`
    if (line !== undefined && longer.length <= width) lines[lines.length - 1] = longer
    else lines.push(' '.repeat(indent) + word)
  }
  return lines
}
