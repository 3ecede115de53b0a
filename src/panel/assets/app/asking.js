import { makeKey } from './key.js'
import { deadline } from './service.js'

/** The device that was paired, or why not, as the service says it. */
export async function askToPair(base, path, { deviceName: name, body }) {
  const { publicKey, privateKey } = await makeKey()
  const { kty, crv, x, y } = publicKey
  try {
    const response = await fetch(base + path, {
      ...{ method: 'POST', signal: deadline(), cache: 'no-store', credentials: 'omit' },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, publicKey: { kty, crv, x, y } }),
    })
    const answer = await response.json()
    if (response.status !== 201) return { refused: answer }
    const { token, factorId, tenant } = answer
    return { device: { token, factorId, name, siteName: tenant.siteName, privateKey } }
  } catch {
    return { refused: {} }
  }
}

/** Whether what is wrong with a body is wrong with this part of it. */
export const isAbout = ({ errors = [] }, part) =>
  errors.some(({ pointer }) => pointer.startsWith(`#/${part}`))

/** At least one: "wait 0 minutes" helps nobody. */
export const minutesOf = ({ retryAfterSeconds = 0 }) =>
  Math.max(1, Math.ceil(retryAfterSeconds / 60))

/** One press at a time, and no page that is sent away. */
export function onSubmit(form, submit) {
  const button = form.querySelector('button[type="submit"]')
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.ariaDisabled === 'true') return
    button.ariaDisabled = 'true'
    await submit()
    button.ariaDisabled = 'false'
  })
}

const devices = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
]

/** What the device may be called; its user knows better. */
export function guessName(systems, otherwise) {
  const { userAgent } = navigator
  const known = devices.find(([, pattern]) => pattern.test(userAgent))
  return (known ?? systems.find(([, pattern]) => pattern.test(userAgent)))?.[0] ?? otherwise
}
