import { nameOf } from '../settings/settings-page.tsx'
import type { Visit } from '../visit.ts'
import type { Seen, SeenFactor } from './offered-acts.ts'
import { toShown } from './shown.ts'

export function nameOfUser({ user }: Pick<Seen, 'user'>): string {
  return toShown(user.displayName ?? '') || toShown(user.id)
}

/** Factors that are there to be lost; what was only begun vanishes by itself. */
export const losable = ({ answer }: Seen) =>
  answer.factors.filter(({ state }) => state !== 'pending')

/** Its name, and what may be shown of it. */
export function nameOfFactor(visit: Visit, { label, method, shown }: SeenFactor): string {
  const name = nameOf(visit, { label: toShown(label), method })
  return [name, toShown(shown)].filter(Boolean).join(' · ')
}
