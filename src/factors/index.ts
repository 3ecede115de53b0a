export { type AddResult, insertPendingFactor, mostFactors, type NewFactor } from './add-factor.ts'
export { type ChangeResult, changeFactor } from './change-factor.ts'
export { claimStep } from './claim-step.ts'
export { confirmFactor } from './confirm-factor.ts'
export { type Device, findDevice, findDeviceOf, noteSeen } from './device.ts'
export { type DeviceKey, parseDeviceKey, sealToDevice } from './device-key.ts'
export { eraseUser } from './erase-user.ts'
export {
  type Factor,
  type FactorMethod,
  type FactorState,
  factorMethods,
  factorStates,
  mayLead,
  openSecret,
  primaryOf,
  pushPurpose,
  secretPurpose,
} from './factor.ts'
export type { By } from './factor-event.ts'
export {
  countUsersOfNumber,
  type FactorKey,
  findFactor,
  findFactors,
  findFactorsOfUsers,
  lockFactors,
} from './factor-store.ts'
export { disableFactor, MOST_WRONG_IN_A_ROW, noteRight, noteWrong } from './failures.ts'
export { toOtpauthUri } from './otpauth-uri.ts'
export { pairDevice } from './pair-device.ts'
export { claimPairingCode, drawPairingCode } from './pairing-code.ts'
export { openPush, type PushSubscription, setPush } from './push.ts'
export { toQrSvg } from './qr-svg.ts'
export { removeFactor } from './remove-factor.ts'
export { replaceRecoveryCodes } from './replace-recovery-codes.ts'
export { countUnused, spendRecoveryCode } from './spend-recovery-code.ts'
export { codeAt, drawTotpSecret, matchStep } from './totp.ts'
export { type UserChanges, upsertUser } from './upsert-user.ts'
export {
  type Person,
  personPurpose,
  type Role,
  roles,
  type User,
  type UserKey,
  userIdPattern,
} from './user.ts'
export { extendUser, findUser, listUsers, lockUser } from './user-store.ts'
export { vanishExpired } from './vanish-expired.ts'
