export { addOperator } from './add-operator.ts'
export { beginOperatorSession } from './begin-session.ts'
export { type Checked, checkOperator } from './check-operator.ts'
export { type Chosen, chooseOperatorPassword } from './choose-password.ts'
export { endOperatorSessions, forgetOperatorSessions } from './end-session.ts'
export { listOperators } from './list-operators.ts'
export { operatorTenant } from './note-act.ts'
export {
  type Operator,
  type OperatorRole,
  operatorNamePattern,
  operatorRoles,
  secretPurpose as operatorSecretPurpose,
} from './operator.ts'
export type { OperatorParts } from './parts.ts'
export { type Proved, proveFactor } from './prove-factor.ts'
export { removeOperator } from './remove-operator.ts'
export { resetOperator } from './reset-operator.ts'
export { type OperatorSession, type OperatorStep, stepOf } from './session.ts'
export { findOperatorSession, listOperatorSessions } from './session-store.ts'
export { confirmFactor, type ShownSecret, showSecret } from './set-up-factor.ts'
