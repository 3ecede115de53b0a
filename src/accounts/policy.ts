/** What the callee must do before the code is spoken, from weak to strict. */
export const gateKinds = ['none', 'key', 'match'] as const
export type GateKind = (typeof gateKinds)[number]

/** A tenant's rules for its challenges. */
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
}

export const defaultPolicy: TenantPolicy = {
  gate: 'key',
  codeLength: 6,
  locale: 'nl-NL',
  countries: ['NL'],
  fixedLines: false,
}

/** Reads a stored policy; what it does not name is as by default. */
export function parsePolicy(json: string): TenantPolicy {
  return { ...defaultPolicy, ...(JSON.parse(json) as Partial<TenantPolicy>) }
}

/** True when `asked` is at least as strict as `wanted`. */
export function isAsStrict(asked: GateKind, wanted: GateKind) {
  return gateKinds.indexOf(asked) >= gateKinds.indexOf(wanted)
}
