import type { Store } from '../store/index.ts'

const PAGE = 2000

/** A decision with what became of its call and its challenge. */
export type Replayed = Awaited<ReturnType<typeof readPage>>[number]

interface Range {
  readonly from: number
  readonly to: number
}

/** Decisions in the order in which they were taken, a page at a time. */
export async function* readDecisions(store: Store, { from, to }: Range) {
  let after = { at: from, id: '' }
  for (;;) {
    const page = await readPage(store, after, to)
    const last = page.at(-1)
    if (!last) return
    yield page
    if (page.length < PAGE) return
    after = last
  }
}

function readPage(store: Store, after: { at: number; id: string }, to: number) {
  return (
    store
      .selectFrom('decisions')
      .leftJoin('challenges', 'challenges.id', 'decisions.challenge_id')
      .leftJoin('calls', 'calls.id', 'decisions.call_id')
      .select([
        ...(['decisions.id', 'decisions.tenant_id', 'decisions.at', 'decisions.kind'] as const),
        ...(['verdict', 'refused_by', 'subjects', 'decisions.price_micros'] as const),
        ...(['challenges.status', 'challenges.closed_at'] as const),
        ...(['calls.ended_at', 'calls.price_micros as real_micros', 'calls.priced_at'] as const),
      ])
      .where(({ or, and, eb }) =>
        or([
          eb('decisions.at', '>', after.at),
          and([eb('decisions.at', '=', after.at), eb('decisions.id', '>', after.id)]),
        ]),
      )
      // Said once more, for the index.
      .where('decisions.at', '>=', after.at)
      .where('decisions.at', '<', to)
      .where('decisions.kind', 'in', ['call', 'push'])
      .orderBy('decisions.at')
      .orderBy('decisions.id')
      .limit(PAGE)
      .execute()
  )
}

export async function countDecisions(store: Store, { from, to }: Range): Promise<number> {
  const { n } = await store
    .selectFrom('decisions')
    .select(({ fn }) => fn.countAll<number | string>().as('n'))
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('kind', 'in', ['call', 'push'])
    .executeTakeFirstOrThrow()
  return Number(n)
}
