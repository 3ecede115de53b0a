import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { drawBytes } from './random.ts'

export interface MasterKey {
  readonly id: string
  readonly key: Buffer
}

/** Seals texts with AES-256-GCM. The first key seals, all of them open. */
export interface Keyring {
  /** Of the key that seals: what everything it sealed begins with, before a dot. */
  readonly sealingId: string
  /** `purpose` is bound to the sealed text: moved to another row or column it does not open. */
  seal(text: string, purpose: string): string
  /** Throws when the text was sealed for another purpose, with an unknown key, or tampered with. */
  open(sealed: string, purpose: string): string
}

const IV_BYTES = 12
const TAG_BYTES = 16

export function createKeyring(masterKeys: readonly MasterKey[]): Keyring {
  const keys = new Map(masterKeys.map(({ id, key }) => [id, sealingKey(key)]))
  const [first] = keys
  if (!first) throw new Error('A keyring needs at least one key')
  const [sealingId, sealing] = first

  return {
    sealingId,
    seal: (text, purpose) => `${sealingId}.${encrypt(sealing, text, purpose)}`,
    open(sealed, purpose) {
      const [id = '', body = ''] = sealed.split('.')
      const key = keys.get(id)
      if (!key) throw new Error('Sealed with a key that SECRET_KEYS does not hold')
      return decrypt(key, body, purpose)
    },
  }
}

function sealingKey(master: Buffer) {
  return Buffer.from(hkdfSync('sha256', master, '', 'belcode seal', 32))
}

function encrypt(key: Buffer, text: string, purpose: string) {
  const iv = drawBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose))
  const parts = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat(parts).toString('base64url')
}

function decrypt(key: Buffer, body: string, purpose: string) {
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}

/** A keyed, one-way name for a value that must not be stored or counted in clear: 128 bits. */
export function keyedDigest(key: Buffer, purpose: string, value: string): string {
  return createHmac('sha256', key)
    .update(`${purpose}\0${value}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url')
}
