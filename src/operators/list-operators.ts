import type { Store } from '../store/index.ts'
import { type Operator, operatorColumns, toOperator } from './operator.ts'

export async function listOperators(store: Store): Promise<Operator[]> {
  const rows = await store
    .selectFrom('operators')
    .select(operatorColumns)
    .orderBy('operators.name')
    .execute()
  return rows.map(toOperator)
}
