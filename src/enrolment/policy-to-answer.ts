import type { Static } from 'typebox'
import type { TenantPolicy } from '../accounts/index.ts'
import { PolicyAnswer } from './policy-schemas.ts'

type Answer = Static<typeof PolicyAnswer>

const names = Object.keys(PolicyAnswer.properties) as (keyof Answer)[]
const moments = new Set<keyof Answer>([
  ...(['announceAt', 'enforceAt', 'graceEndedAt', 'passwordsFrom'] as const),
])

/** What the API names of a policy, with its moments as people write them. */
export function policyToAnswer(policy: TenantPolicy): Answer {
  const members = names.map((name) => {
    const value = policy[name]
    return [name, moments.has(name) && typeof value === 'number' ? toIso(value) : value]
  })
  return Object.fromEntries(members) as Answer
}

export function toIso(at: number): string {
  return new Date(at).toISOString()
}
