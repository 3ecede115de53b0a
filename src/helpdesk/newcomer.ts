import type { Factor } from '../factors/index.ts'

/**
 * Whoever never confirmed a factor sets up the first one with the password alone. A disabled factor
 * proves nothing, but its user is no newcomer: else losing factors would be a way around them.
 */
export function isNewcomer(factors: readonly Pick<Factor, 'confirmedAt'>[]): boolean {
  return factors.every(({ confirmedAt }) => confirmedAt === null)
}
