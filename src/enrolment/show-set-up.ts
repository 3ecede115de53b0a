import type { Caller, TenantPolicy } from '../accounts/index.ts'
import {
  drawPairingCode,
  type Factor,
  openSecret,
  toOtpauthUri,
  toQrSvg,
  type User,
} from '../factors/index.ts'
import type { Store } from '../store/index.ts'
import type { EnrolmentParts } from './parts.ts'

/** What the user's own app needs to be set up. */
export type SetUp =
  | { readonly secret: string; readonly otpauthUri: string; readonly qrSvg: string }
  | { readonly pairingCode: string; readonly pairingUri: string; readonly expiresAt: string }

/**
 * Once more, to whoever has it in front of them until it is confirmed: the same secret for an
 * authenticator, but a new pairing code for the app, since we do not know the one before. Null: there
 * is nothing (any more) to be shown.
 */
export async function showSetUp(
  parts: EnrolmentParts,
  { policy }: Pick<Caller, 'policy'>,
  { user, factor }: { readonly user: User; readonly factor: Factor },
): Promise<SetUp | null> {
  if (factor.state !== 'pending') return null
  const { store, keyring } = parts.challenges
  if (factor.method === 'totp') return toTotpSetUp(policy, user, openSecret(keyring, factor))
  return factor.method === 'app' ? drawAppSetUp(parts, store, factor) : null
}

type Named = Pick<TenantPolicy, 'siteName'>

export async function toTotpSetUp({ siteName }: Named, user: User, secret: string): Promise<SetUp> {
  const account = user.displayName ?? user.id
  const otpauthUri = toOtpauthUri({ issuer: siteName, account, secret })
  return { secret, otpauthUri, qrSvg: await toQrSvg(otpauthUri) }
}

export async function drawAppSetUp(
  { challenges: { clock }, pairingKey, publicUrl }: EnrolmentParts,
  within: Store,
  factor: Factor,
): Promise<SetUp> {
  const drawn = await drawPairingCode(within, { factor, key: pairingKey, now: clock.now() })
  const { pairingCode, expiresAt } = drawn
  const pairingUri = pairingUriOf(publicUrl, pairingCode)
  return { pairingCode, pairingUri, expiresAt: new Date(expiresAt).toISOString() }
}

/** The code stands behind `#`: a browser sends that part to nobody. */
function pairingUriOf(publicUrl: URL, code: string) {
  return `${publicUrl.href.replace(/\/$/, '')}/app#${code}`
}
