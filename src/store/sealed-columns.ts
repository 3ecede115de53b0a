import { purposeOf } from './data-keys.ts'
import type { Tables } from './tables.ts'

/** A column that holds sealed text, and what each row's text is bound to. */
export interface SealedColumn {
  readonly table: keyof Tables
  /** Columns that name a row. */
  readonly key: readonly string[]
  readonly column: string
  readonly purposeOf: (row: Row) => string
}

/** A row as it was read; which columns it has, `column` below has checked. */
type Row = Readonly<Record<string, unknown>>

type NameIn<Table extends keyof Tables> = keyof Tables[Table] & string

function column<Table extends keyof Tables>(
  table: Table,
  key: readonly NameIn<Table>[],
  name: NameIn<Table>,
  purpose: (row: Tables[Table]) => string,
): SealedColumn {
  return { table, key, column: name, purposeOf: purpose as unknown as SealedColumn['purposeOf'] }
}

const ofUser = (tenantId: string, userId: string) => `tenant:${tenantId}:user:${userId}`

/**
 * Every column that is sealed with `SECRET_KEYS`: `belcode keys rotate` seals them anew. A purpose is
 * what the feature says that seals the column; text bound to another one does not open, so that a
 * mistake here is loud. Held by `test/integration/rotation-sealed-columns.test.ts`.
 */
export const sealedColumns: readonly SealedColumn[] = [
  column('data_keys', ['name'], 'sealed', ({ name }) => purposeOf(name)),
  column('challenges', ['id'], 'to_sealed', ({ id }) => `challenge:${id}:to`),
  column('challenges', ['id'], 'code_sealed', ({ id }) => `challenge:${id}:code`),
  column('challenges', ['id'], 'context_sealed', ({ id }) => `challenge:${id}:context`),
  column('calls', ['id'], 'to_sealed', ({ id }) => `call:${id}:to`),
  column('calls', ['id'], 'gate_sealed', ({ id }) => `call:${id}:gate`),
  column(
    'idempotency_keys',
    ['tenant_id', 'key_digest'],
    'answer_sealed',
    ({ tenant_id, key_digest }) => `idempotency:${tenant_id}:${key_digest}`,
  ),
  column(
    'users',
    ['tenant_id', 'id'],
    'person_sealed',
    ({ tenant_id, id }) => `${ofUser(tenant_id, id)}:person`,
  ),
  column(
    'factors',
    ['id'],
    'secret_sealed',
    ({ tenant_id, user_id, id }) => `${ofUser(tenant_id, user_id)}:factor:${id}:secret`,
  ),
  column(
    'devices',
    ['factor_id'],
    'push_sealed',
    ({ tenant_id, user_id, factor_id }) => `${ofUser(tenant_id, user_id)}:factor:${factor_id}:push`,
  ),
  column(
    'logins',
    ['tenant_id', 'user_id'],
    'name_sealed',
    ({ tenant_id, user_id }) => `${ofUser(tenant_id, user_id)}:login-name`,
  ),
  column(
    'limit_sets',
    ['version'],
    'document_sealed',
    ({ version }) => `limit-set:${version}:document`,
  ),
  column('limit_trials', ['id'], 'document_sealed', ({ id }) => `limit-trial:${id}:document`),
  column('notices', ['id'], 'payload_sealed', ({ message_id }) => `notice:${message_id}:payload`),
  column('operators', ['id'], 'secret_sealed', ({ id }) => `operator:${id}:secret`),
  column(
    'operator_sessions',
    ['id'],
    'pending_sealed',
    ({ id }) => `operator-session:${id}:secret`,
  ),
  column('webhook_endpoints', ['id'], 'secret_sealed', ({ id }) => `webhook:${id}:secret`),
  column('webhook_endpoints', ['id'], 'old_secret_sealed', ({ id }) => `webhook:${id}:secret`),
]
