import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import {
  isEnforced,
  type Limit,
  type Rule,
  type RuleBook,
  wrongCodesPerChallenge,
} from '../limits/index.ts'
import type { Store, Tables } from '../store/index.ts'
import type { Challenge } from './challenge.ts'

/** Which column of a challenge tells whose wrong codes a rule counts. */
const columnOf = { factor: 'factor_subject', user: 'user_subject' } as const

/** On wrong codes of a factor or of a user: those that the database counts too. */
export type WrongCodeLimit = Limit & { readonly subject: keyof typeof columnOf }

/**
 * The second count of wrong codes. What a challenge has left tells what was guessed wrong, so the
 * database knows it without writing anything twice: a Redis that lost its memory gives no fresh
 * guesses. It counts by when a challenge began, which is never stricter than the limiter itself.
 * Held by `test/faults/forgetful-redis.test.ts`.
 */
export function wrongCodeLimits(book: RuleBook): readonly WrongCodeLimit[] {
  return book.of['wrong-code'].filter(
    (rule): rule is Rule & WrongCodeLimit =>
      isEnforced(rule) && Object.hasOwn(columnOf, rule.subject),
  )
}

const guessedWrong = sql<number>`${sql.lit(wrongCodesPerChallenge)} - attempts_left`

/** For the statement that spends a guess: factor and user have room in every limit. */
export function hasRoom(
  challenge: ExpressionBuilder<Tables, 'challenges'>,
  limits: readonly WrongCodeLimit[],
  { tenantId, id, now }: { tenantId: string; id: string; now: number },
): Expression<SqlBool> {
  const room = limits.map(({ subject, quota, windowSeconds }) => {
    const others = challenge
      .selectFrom('challenges as other')
      .select(
        sql<number>`coalesce(sum(${sql.lit(wrongCodesPerChallenge)} - other.attempts_left), 0)`.as(
          'n',
        ),
      )
      .where('other.tenant_id', '=', tenantId)
      .whereRef(`other.${columnOf[subject]}`, '=', `challenges.${columnOf[subject]}`)
      .where('other.id', '!=', id)
      .where(
        'other.created_at',
        '>',
        sql<number>`cast(${now} as bigint) - ${sql.lit(windowSeconds * 1000)}`,
      )
    return sql<SqlBool>`${others} + ${sql.lit(wrongCodesPerChallenge)} - challenges.attempts_left < ${sql.lit(quota)}`
  })
  return challenge.and(room)
}

/** Which limit has no room, and until when at least; null when all have. */
export async function findFullLimit(
  store: Store,
  { tenantId, factorSubject, userSubject }: Challenge,
  { limits, now }: { limits: readonly WrongCodeLimit[]; now: number },
): Promise<{ limit: string; retryAfterMs: number } | null> {
  const values = { factor: factorSubject, user: userSubject }
  for (const { name, subject, quota, windowSeconds } of limits) {
    const windowMs = windowSeconds * 1000
    const { wrong, oldest } = await store
      .selectFrom('challenges')
      .select(({ fn }) => [
        fn.sum<number | string | null>(guessedWrong).as('wrong'),
        fn.min('created_at').as('oldest'),
      ])
      .where('tenant_id', '=', tenantId)
      .where(columnOf[subject], '=', values[subject])
      .where('created_at', '>', now - windowMs)
      .where('attempts_left', '<', wrongCodesPerChallenge)
      .executeTakeFirstOrThrow()
    if (Number(wrong) >= quota) return { limit: name, retryAfterMs: oldest + windowMs - now }
  }
  return null
}
