import type { Store } from '../../store/index.ts'

/** What one can choose from. */
export async function findChoices(store: Store) {
  const [carriers, countries, tenants] = await Promise.all([
    store
      .selectFrom('calls')
      .select('carrier')
      .distinct()
      .where('carrier', 'is not', null)
      .execute(),
    store
      .selectFrom('calls')
      .select('country')
      .distinct()
      .where('country', 'is not', null)
      .execute(),
    store.selectFrom('tenants').select('id').orderBy('id').execute(),
  ])
  return {
    carriers: carriers.map(({ carrier }) => carrier ?? '').sort(),
    countries: countries.map(({ country }) => country ?? '').sort(),
    tenants: tenants.map(({ id }) => id),
  }
}

export type Choices = Awaited<ReturnType<typeof findChoices>>
