import { type Compilable, type CompiledQuery, type Kysely, SelectQueryNode } from 'kysely'

/** A statement with its values: to be carried out, or to be sent together with others. */
export interface Statement<Row> extends Compilable<Row> {
  execute(): Promise<Row[]>
}

/** A statement that was built before; such a one is short. */
export interface PreparedQuery extends CompiledQuery {
  /** It changes nothing and waits for nobody. */
  readonly onlyReads: boolean
}

/**
 * A statement that is built and compiled once and then only given its values: for those that every
 * request needs, where building and compiling takes longer than PostgreSQL does. `build` sees
 * stand-ins, which go wherever a value goes; it cannot look at them, and its text is always the same.
 */
export function prepared<
  Db extends Pick<Kysely<unknown>, 'getExecutor'>,
  Given extends object,
  Row,
>(build: (db: Db, given: Given) => Compilable<Row>): (db: Db, given: Given) => Statement<Row> {
  // SQL differs from one kind of database to the other.
  const compiled = new WeakMap<object, PreparedQuery>()

  return (db, given) => {
    const executor = db.getExecutor()
    const template = compiled.get(executor.adapter) ?? compile(build(db, standIns(given)))
    compiled.set(executor.adapter, template)
    const query = { ...template, parameters: fill(template, given) }
    return {
      compile: () => query as CompiledQuery<Row>,
      execute: async () => (await executor.executeQuery<Row>(query as CompiledQuery<Row>)).rows,
    }
  }
}

function compile(statement: Compilable<unknown>): PreparedQuery {
  const compiled = statement.compile()
  const { query } = compiled
  const onlyReads = SelectQueryNode.is(query) && !query.endModifiers?.length && !query.with
  return { ...compiled, onlyReads }
}

/** Stands where a value will be. To calculate with it is a mistake in the statement. */
class StandIn {
  readonly path: readonly string[]

  constructor(path: readonly string[]) {
    this.path = path
  }

  [Symbol.toPrimitive](): never {
    throw new TypeError(`\`${this.path.join('.')}\` has no value while its statement is built`)
  }
}

/** For each value one; rows may be given whole, and always have the same columns. */
function standIns<Given extends object>(given: Given, path: readonly string[] = []): Given {
  const entries = Object.entries(given).map(([name, value]) => {
    const at = [...path, name]
    return [name, isRow(value) ? standIns(value, at) : new StandIn(at)]
  })
  return Object.fromEntries(entries) as Given
}

const isRow = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Buffer.isBuffer(value)

function fill({ parameters }: CompiledQuery, given: object) {
  return parameters.map((one) => (one instanceof StandIn ? valueAt(given, one.path) : one))
}

function valueAt(given: object, path: readonly string[]): unknown {
  let value: unknown = given
  for (const name of path) value = (value as Record<string, unknown>)[name]
  return value
}
