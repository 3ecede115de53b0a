import type { Challenge } from '../../challenges/index.ts'

/**
 * The address names the round: after "not me" its session has ended, and whoever comes back to it is
 * told so instead of being sent to the beginning without a word.
 */
export const addressOf = ({ id }: Pick<Challenge, 'id'>) => `/verify?round=${id}` as const
