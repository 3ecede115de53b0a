import type { TenantPolicy } from '../accounts/index.ts'
import type { AppChallenge } from '../challenges/index.ts'
import { type DeviceKey, sealToDevice } from '../factors/index.ts'
import type { OpenChallenges } from './schemas.ts'

/** What a device alone can read: the code, and what its user needs to know before typing it anywhere. */
export function sealChallenge(
  { publicKey }: { publicKey: DeviceKey },
  { siteName }: Pick<TenantPolicy, 'siteName'>,
  challenge: AppChallenge,
): Promise<string> {
  const { id, purpose, code, codeLength, createdAt, expiresAt, context } = challenge
  return sealToDevice(publicKey, {
    ...{ challengeId: id, purpose, code, codeLength, siteName, context },
    ...{ createdAt: iso(createdAt), expiresAt: iso(expiresAt) },
  })
}

export async function sealChallenges(
  device: { publicKey: DeviceKey },
  policy: Pick<TenantPolicy, 'siteName'>,
  open: readonly AppChallenge[],
): Promise<OpenChallenges> {
  const challenges = await Promise.all(
    open.map(async (one) => ({
      id: one.id,
      createdAt: iso(one.createdAt),
      sentAt: iso(one.sentAt),
      expiresAt: iso(one.expiresAt),
      sealed: await sealChallenge(device, policy, one),
    })),
  )
  return { challenges }
}

const iso = (at: number) => new Date(at).toISOString()
