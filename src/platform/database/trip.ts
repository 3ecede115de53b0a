import type { CompiledQuery, QueryResult } from 'kysely'
import pg from 'pg'

/** A statement that one connection knows: its name there and, once it was answered, its columns. */
interface Plan {
  readonly name: string
  columns: readonly Column[] | null
}

interface Column {
  readonly name: string
  readonly parse: (text: string) => unknown
}

/** The statements that one connection has prepared. */
export interface Plans {
  readonly bySql: Map<string, Plan>
  named: number
  columnsOf(fields: readonly pg.FieldDef[]): readonly Column[]
}

/** Far more than the service has; those of a list as long as its data stay unnamed beyond it. */
const PREPARED_MOST = 500
/** SQLSTATE of a statement that was not prepared. */
const UNKNOWN_STATEMENT = '26000'

export function createPlans(client: pg.ClientBase): Plans {
  const columnOf = ({ name, dataTypeID }: pg.FieldDef): Column => ({
    name,
    parse: client.getTypeParser(dataTypeID, 'text'),
  })
  return { bySql: new Map(), named: 0, columnsOf: (fields) => fields.map(columnOf) }
}

type Row = Record<string, unknown>
type Value = string | Buffer | null

interface Asked {
  readonly sql: string
  readonly plan: Plan
  /** False: the server knows it. */
  readonly isNew: boolean
  readonly values: readonly Value[]
}

/** What a query does with its connection; the types of pg are of its first version. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  parse(statement: { name: string; text: string }): void
  bind(portal: { statement: string; values: readonly Value[] }): void
  describe(what: { type: 'P' }): void
  execute(portal: object): void
  sync(): void
}

/** The client accepts nothing but queries of its own class while it pipelines. */
const OwnQuery = pg.Query as unknown as new (text: string) => object

/**
 * Statements that leave together, with one system call, and are answered together: outside of a
 * transaction they are one by themselves, because nothing but the end of a trip (`Sync`) commits
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING). The server
 * prepares each once for a connection and describes its columns once: two thirds of the time that a
 * query of pg's own takes. Held by `test/integration/postgres-driver.test.ts`.
 */
export class Trip extends OwnQuery {
  /** Wrapped by the client, which gives up on a trip after a while. */
  callback: (error: Error | null) => void
  readonly #plans: Plans
  readonly #asked: readonly Asked[]
  readonly #answers: QueryResult<unknown>[] = []
  #rows: Row[] = []
  #unreadable: Error | null = null

  constructor(
    queries: readonly CompiledQuery[],
    plans: Plans,
    done: (error: Error | null, answers: QueryResult<unknown>[]) => void,
  ) {
    super('')
    this.#plans = plans
    this.#asked = queries.map((query) => ask(plans, query))
    this.callback = (error) => done(error, this.#answers)
  }

  submit(connection: pg.Connection) {
    const wire = connection as unknown as Wire
    wire.stream.cork()
    for (const { sql, plan, isNew, values } of this.#asked) {
      if (isNew) wire.parse({ name: plan.name, text: sql })
      wire.bind({ statement: plan.name, values })
      if (plan.columns === null) wire.describe({ type: 'P' })
      wire.execute({})
    }
    wire.sync()
    wire.stream.uncork()
    return null
  }

  handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }) {
    const plan = this.#current()
    if (plan) plan.columns = this.#plans.columnsOf(fields)
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }) {
    try {
      this.#rows.push(toRow(this.#current()?.columns ?? [], fields))
    } catch (error) {
      this.#unreadable ??= error as Error
    }
  }

  handleCommandComplete({ text }: { text: string }) {
    const plan = this.#current()
    if (plan) plan.columns ??= []
    this.#answers.push({ rows: this.#rows, ...changesOf(text) })
    this.#rows = []
  }

  handleEmptyQuery() {
    this.#answers.push({ rows: [] })
  }

  /**
   * What this trip had prepared, or one just before it on this connection, may not be there: it is
   * prepared anew, by another name.
   */
  handleError(error: Error) {
    const isMissing = error instanceof pg.DatabaseError && error.code === UNKNOWN_STATEMENT
    for (const { sql, isNew } of this.#asked) if (isNew || isMissing) this.#plans.bySql.delete(sql)
    this.callback(error)
  }

  handleReadyForQuery() {
    this.callback(this.#unreadable)
  }

  #current() {
    return this.#asked[this.#answers.length]?.plan
  }
}

function ask(plans: Plans, { sql, parameters }: CompiledQuery): Asked {
  const values = parameters.map(toValue)
  const known = plans.bySql.get(sql)
  if (known) return { sql, plan: known, isNew: false, values }
  if (plans.bySql.size >= PREPARED_MOST)
    return { sql, plan: { name: '', columns: null }, isNew: true, values }
  plans.named += 1
  const plan = { name: `belcode-${plans.named}`, columns: null }
  plans.bySql.set(sql, plan)
  return { sql, plan, isNew: true, values }
}

function toValue(value: unknown): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (typeof value === 'object') throw new TypeError('A statement was given an object')
  return String(value)
}

function toRow(columns: readonly Column[], fields: readonly (string | null)[]): Row {
  const row: Row = {}
  for (let at = 0; at < columns.length; at++) {
    const [column, text] = [columns[at], fields[at]]
    if (column) row[column.name] = text == null ? null : column.parse(text)
  }
  return row
}

/** `UPDATE 1`, `INSERT 0 1`, `SELECT 3`. */
function changesOf(text: string) {
  const [, changes] = /^(?:INSERT 0|UPDATE|DELETE|MERGE) (\d+)$/.exec(text) ?? []
  return changes !== undefined && { numAffectedRows: BigInt(changes) }
}
