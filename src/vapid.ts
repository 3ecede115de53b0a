import { createECDH } from 'node:crypto'
import type { Config } from './config.ts'
import type { Vapid } from './devices/index.ts'
import { localSecret } from './local-secrets.ts'
import { Secret } from './platform/secret.ts'

/** The keys with which pushes are sent: given, or in a demo made once; null: none are sent. */
export function openVapid({ vapid, demo, dataFolder, ...config }: Config): Vapid | null {
  const keys = vapid ?? (demo ? localPair(dataFolder) : null)
  return keys && { ...keys, subject: subjectOf(config) }
}

/** Whom a push service turns to when something is wrong with what we push (RFC 8292 section 2.1). */
function subjectOf({ mailFrom, publicUrl }: Pick<Config, 'mailFrom' | 'publicUrl'>): string {
  if (mailFrom !== null) return `mailto:${mailFrom.address}`
  return publicUrl.protocol === 'https:' ? publicUrl.href : 'mailto:belcode@localhost'
}

function localPair(folder: string) {
  const [publicKey = '', privateKey = ''] = localSecret(folder, 'vapid-keys', drawPair).split(':')
  return { publicKey, privateKey: new Secret(privateKey) }
}

function drawPair(): string {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys('base64url')
  // A private key may begin with zeros, which Node leaves out.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32)
  return `${publicKey}:${privateKey.toString('base64url')}`
}
