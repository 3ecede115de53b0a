import type { Json, TestService } from './test-service.ts'

/** Numbers in a row, as whoever is paid for calls to them owns them. */
export const neighbour = (n: number) => `+316${String(10_000_000 + n)}`

/** One of so many addresses. */
export const addressOf = (n: number) => `203.${n >> 8}.113.${n & 255}`

export interface Asked {
  readonly status: number
  readonly body: Json
}

/**
 * Asks for a call as a panel does, without a test's look at the answer: there are thousands. A machine
 * that is too busy does nothing and says so; then the panel asks again.
 */
export async function askCall(service: TestService, to: string, ip: string): Promise<Asked> {
  for (let turn = 0; ; turn++) {
    const asked = await askOnce(service, to, ip)
    if (asked.status !== 503 || turn === 20) return asked
  }
}

async function askOnce({ service, key }: TestService, to: string, ip: string): Promise<Asked> {
  const answer = await service.app.inject({
    method: 'POST',
    url: '/v1/challenges',
    headers: { authorization: `Bearer ${key}` },
    payload: { to, context: { ip } },
  })
  return { status: answer.statusCode, body: answer.json() }
}

/** Calls that were asked for, by number without its last four digits and hour. */
export async function callsByHour({ store }: TestService): Promise<number[]> {
  const rows = await store.selectFrom('calls').select(['prefix_subject', 'created_at']).execute()
  const counted = new Map<string, number>()
  for (const { prefix_subject, created_at } of rows) {
    const key = `${prefix_subject} ${Math.floor(created_at / 3_600_000)}`
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  return [...counted.values()]
}

/** What all calls cost, as far as it is known, in euros. */
export async function spentEuros({ store }: TestService): Promise<number> {
  const { micros } = await store
    .selectFrom('calls')
    .select(({ fn }) => fn.sum<number | string | null>('price_micros').as('micros'))
    .executeTakeFirstOrThrow()
  return Number(micros ?? 0) / 1_000_000
}

/** What the last call found used of a cap, with itself, in euros. */
export async function usedOfCap({ service, store }: TestService, cap: string): Promise<number> {
  await service.tidy()
  const { standings } = await store
    .selectFrom('decisions')
    .select('standings')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const rows = JSON.parse(standings) as readonly (readonly [string, number, number])[]
  return rows.find(([rule]) => rule === cap)?.[1] ?? 0
}
