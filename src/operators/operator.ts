import type { Tables } from '../store/index.ts'

/** `ops` sees and changes everything; `helpdesk` helps one caller at a time. */
export const operatorRoles = ['ops', 'helpdesk'] as const
export type OperatorRole = (typeof operatorRoles)[number]

/** Nothing in it can be mistaken for markup, a path or another name. */
export const operatorNamePattern = '^[a-z0-9][a-z0-9._-]{1,39}$'

/** Somebody who may enter the console. */
export interface Operator {
  readonly id: string
  readonly name: string
  readonly role: OperatorRole
  /** The password was given by somebody else, who knows it. */
  readonly mustChange: boolean
  /** Whether an authenticator was confirmed. */
  readonly hasFactor: boolean
  readonly createdAt: number
}

export type OperatorColumns = Pick<
  Tables['operators'],
  'id' | 'name' | 'role' | 'must_change_at' | 'secret_sealed' | 'created_at'
>

export const operatorColumns = [
  ...(['operators.id', 'operators.name', 'operators.role'] as const),
  ...(['operators.must_change_at', 'operators.secret_sealed', 'operators.created_at'] as const),
] as const

export function toOperator(row: OperatorColumns): Operator {
  return {
    ...{ id: row.id, name: row.name },
    // What is no role that we know may do the least.
    role: operatorRoles.find((role) => role === row.role) ?? 'helpdesk',
    mustChange: row.must_change_at !== null,
    hasFactor: row.secret_sealed !== null,
    createdAt: row.created_at,
  }
}

export const secretPurpose = (operatorId: string) => `operator:${operatorId}:secret`
