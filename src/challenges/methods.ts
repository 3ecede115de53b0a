import type { TenantPolicy } from '../accounts/index.ts'
import type { Method } from './challenge.ts'

interface MethodFacts {
  /** Whether we draw the code and bring it to the user, by a call or to the app. */
  readonly sent: boolean
  /** How long what is typed is; null: as the tenant asks. */
  readonly codeLength: number | null
  /** What `amr` of an assertion says (RFC 8176 section 2), as the second factor of a panel that asked for the first itself. */
  readonly amr: readonly string[]
}

const methods: Readonly<Record<Method, MethodFacts>> = {
  /** An out-of-band code, by telephone. */
  voice: { sent: true, codeLength: null, amr: ['otp', 'tel', 'mfa'] },
  /** An out-of-band code that only the key of a paired device opens. */
  app: { sent: true, codeLength: null, amr: ['otp', 'swk', 'mfa'] },
  /** RFC 6238. */
  totp: { sent: false, codeLength: 6, amr: ['otp', 'mfa'] },
  /** 80 bits in base32. */
  recovery: { sent: false, codeLength: 16, amr: ['otp', 'mfa'] },
}

export const isSent = (method: Method) => methods[method].sent
export const amrOf = (method: Method) => methods[method].amr

export function codeLengthOf(method: Method, { codeLength }: Pick<TenantPolicy, 'codeLength'>) {
  return methods[method].codeLength ?? codeLength
}
