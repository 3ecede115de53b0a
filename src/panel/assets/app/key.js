const curve = { name: 'ECDH', namedCurve: 'P-256' }
const text = new TextDecoder()
const toBytes = (words) => new TextEncoder().encode(words)

/** Codes are sealed to it. The private half never leaves this device. */
export async function makeKey() {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  return { publicKey: await crypto.subtle.exportKey('jwk', publicKey), privateKey }
}

/** A compact JWE (RFC 7516), ECDH-ES with A256GCM. */
export async function openSealed(jwe, privateKey) {
  const [header, , iv, sealed, tag] = jwe.split('.')
  const { epk, alg, enc } = JSON.parse(text.decode(fromBase64Url(header)))
  if (alg !== 'ECDH-ES' || enc !== 'A256GCM') throw new Error('Sealed in another way')
  const theirs = await crypto.subtle.importKey('jwk', epk, curve, false, [])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, privateKey, 256)
  const raw = await crypto.subtle.digest('SHA-256', kdfInput(shared))
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt'])
  const opened = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: fromBase64Url(iv), additionalData: toBytes(header) },
    key,
    Uint8Array.from([...fromBase64Url(sealed), ...fromBase64Url(tag)]),
  )
  return JSON.parse(text.decode(opened))
}

/** RFC 7518 section 4.6.2: counter, secret, name of the algorithm, no parties, 256 bits. */
function kdfInput(shared) {
  const name = [0, 0, 0, 7, ...toBytes('A256GCM')]
  const parties = [0, 0, 0, 0, 0, 0, 0, 0]
  return Uint8Array.from([0, 0, 0, 1, ...new Uint8Array(shared), ...name, ...parties, 0, 0, 1, 0])
}

function fromBase64Url(words) {
  const plain = atob(words.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
