import type { Static } from 'typebox'
import { Errors } from 'typebox/value'
import type { PolicyChanges, PolicyFault } from '../accounts/index.ts'
import { PolicyPatch } from './policy-schemas.ts'

type Patch = Static<typeof PolicyPatch>

/** What somebody wrote, over HTTP or on the command line, becomes changes, or says why not. */
export function readPolicyPatch(
  written: unknown,
): { readonly changes: PolicyChanges } | { readonly faults: readonly PolicyFault[] } {
  const ofShape = faultsOfShape(written)
  if (ofShape.length > 0) return { faults: ofShape }
  const patch = written as Patch
  const faults = [...faultsOfMoments(patch), ...faultsOfHook(patch)]
  return faults.length > 0 ? { faults } : { changes: toChanges(patch) }
}

/** What goes with another fault of the same place, and says less. */
const noise = new Set(['anyOf', 'boolean'])

function faultsOfShape(written: unknown): PolicyFault[] {
  const faults = new Map<string, string>()
  for (const error of Errors(PolicyPatch, written)) {
    const { keyword, instancePath, message } = error
    if (noise.has(keyword) || (keyword === 'type' && error.params.type === 'null')) continue
    for (const pointer of pointersOf(error))
      if (!faults.has(pointer)) faults.set(pointer, wordsOf(instancePath) ?? message)
  }
  return Array.from(faults, ([pointer, detail]) => ({ pointer, detail }))
}

/** Points at a member that is too many, not at the object around it. */
function pointersOf(error: ReturnType<typeof Errors>[number]): string[] {
  if (error.keyword !== 'additionalProperties') return [`#${error.instancePath}`]
  return error.params.additionalProperties.map(
    (name) => `#${error.instancePath}/${name.slice(0, 64).replace(/[~/]/g, '_')}`,
  )
}

/** Where a pattern would be the answer. They never repeat what was written. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^\/(siteName|appName)$/, 'must be 1 to 64 characters on one line, without a colon'],
  [/^\/ownNumbers\/\d+$/, 'must be a number such as +31201234567, or its beginning and a *'],
  [/^\/countries\/\d+$/, 'must be an ISO 3166 code such as NL'],
  [/^\/numberHook\/url$/, 'must be an https address without a user, a fragment or spaces'],
  [/^\/brand\/color$/, 'must be a colour such as #005ea5'],
  [/^\/panelHosts\/\d+$/, 'must be a host name in small letters, without a port'],
  [/^\/helpdeskUsers\/\d+$/, 'must be the id of a user'],
  [
    /^\/(announceAt|enforceAt|passwordsFrom)$/,
    'must be a moment such as 2023-07-19T00:00:00+02:00, or null',
  ],
]

function wordsOf(instancePath: string) {
  return words.find(([place]) => place.test(instancePath))?.[1]
}

const moments = ['announceAt', 'enforceAt', 'passwordsFrom'] as const

/** The schema lets leap seconds through, which no clock of ours has. */
function faultsOfMoments(patch: Patch): PolicyFault[] {
  return moments
    .filter((name) => Number.isNaN(toMoment(patch[name]) ?? 0))
    .map((name) => ({ pointer: `#/${name}`, detail: wordsOf(`/${name}`) ?? '' }))
}

function faultsOfHook({ numberHook }: Patch): PolicyFault[] {
  if (!numberHook || URL.canParse(numberHook.url)) return []
  return [{ pointer: '#/numberHook/url', detail: wordsOf('/numberHook/url') ?? '' }]
}

function toChanges({ announceAt, enforceAt, passwordsFrom, ...rest }: Patch): PolicyChanges {
  return {
    ...rest,
    ...(announceAt !== undefined && { announceAt: toMoment(announceAt) }),
    ...(enforceAt !== undefined && { enforceAt: toMoment(enforceAt) }),
    ...(passwordsFrom !== undefined && { passwordsFrom: toMoment(passwordsFrom) }),
  }
}

function toMoment(text: string | null | undefined) {
  return text === null || text === undefined ? null : Date.parse(text)
}
