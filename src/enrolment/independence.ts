/** What a user is better told. The words stand in answers: never change them. */
export const adviceCodes = ['same-phone', 'number-shared', 'only-voice'] as const

export interface Advice {
  readonly code: (typeof adviceCodes)[number]
  /** With `number-shared`: how many users have this number. */
  readonly users?: number
}

interface Factor {
  readonly method: string
  readonly usersOfNumber?: number
}

/** Looks at the factors that a login may use; recovery codes are none of them. */
export function adviceOn(usable: readonly Factor[]): Advice[] {
  const users = Math.max(1, ...usable.map(({ usersOfNumber }) => usersOfNumber ?? 1))
  return [
    ...(livesOnOnePhone(usable) ? [{ code: 'same-phone' as const }] : []),
    ...(users > 1 ? [{ code: 'number-shared' as const, users }] : []),
    ...(isOnlyVoice(usable) ? [{ code: 'only-voice' as const }] : []),
  ]
}

/** An app and a number, and nothing else: who loses that phone loses both. */
function livesOnOnePhone(usable: readonly Factor[]) {
  const methods = usable.map(({ method }) => method).sort()
  return methods.length === 2 && methods[0] === 'app' && methods[1] === 'voice'
}

/** NIST SP 800-63B-4 section 3.1.3.3: something that is no phone call has to be on offer. */
function isOnlyVoice(usable: readonly Factor[]) {
  return usable.length > 0 && usable.every(({ method }) => method === 'voice')
}
