import { fill } from './cards.js'
import { makeKey } from './key.js'
import { deadline } from './service.js'

/** The device that was paired, or which words say why not. */
async function pair(base, { pairingCode, name }) {
  const { publicKey, privateKey } = await makeKey()
  const { kty, crv, x, y } = publicKey
  try {
    const response = await fetch(`${base}/device/pair`, {
      ...{ method: 'POST', signal: deadline(), cache: 'no-store', credentials: 'omit' },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pairingCode, name, publicKey: { kty, crv, x, y } }),
    })
    const answer = await response.json()
    if (response.status !== 201) return { fault: faultOf(answer), ...answer }
    const { token, factorId, tenant } = answer
    return { device: { token, factorId, name, siteName: tenant.siteName, privateKey } }
  } catch {
    return { fault: 'pairFailed' }
  }
}

const faults = {
  'pairing-code-wrong': 'codeWrong',
  'pairing-too-often': 'tooOften',
  'limit-reached': 'limitReached',
}

function faultOf({ code, errors = [] }) {
  if (errors.some(({ pointer }) => pointer.startsWith('#/name'))) return 'nameWrong'
  return faults[code] ?? (errors.length > 0 ? 'codeWrong' : 'pairFailed')
}

/**
 * The code of an address such as `/app#7KQ2M-XD94T`, which is taken out of it at once: it should not
 * stay in the history. It is filled in, and no more: an address that pairs by itself could tie this
 * device to somebody else's account.
 */
export function takeCodeFromAddress() {
  const code = location.hash.slice(1)
  if (code === '') return null
  history.replaceState(null, '', location.pathname + location.search)
  return /^[0-9A-Za-z -]{4,40}$/.test(code) ? code : null
}

const devices = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
]

/** What the device may be called; its user knows better. */
function guessName(systems, otherwise) {
  const { userAgent } = navigator
  const known = devices.find(([, pattern]) => pattern.test(userAgent))
  return (known ?? systems.find(([, pattern]) => pattern.test(userAgent)))?.[0] ?? otherwise
}

/** The form of a device that is not paired. */
export function createPairForm({ base, words, systems, done }) {
  const byId = (id) => document.getElementById(id)
  const [form, code, name] = ['pair-form', 'pairing-code', 'device-name'].map(byId)
  const button = form.querySelector('button')

  function fault(text) {
    byId('pair-fault').textContent = text
    code.ariaInvalid = String(text !== '')
  }

  async function submit() {
    const given = { pairingCode: code.value.trim(), name: name.value.trim() }
    if (given.name === '') return fault(words.nameWrong)
    fault('')
    const result = await pair(base, given)
    if (result.device) return done(result.device)
    const minutes = Math.max(1, Math.ceil((result.retryAfterSeconds ?? 0) / 60))
    fault(fill(words[result.fault], { minutes }))
    code.focus()
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.ariaDisabled === 'true') return
    button.ariaDisabled = 'true'
    await submit()
    button.ariaDisabled = 'false'
  })

  return {
    fill(pairingCode = '') {
      code.value = pairingCode
      name.value ||= guessName(systems, words.thisDevice)
      byId('to-home-screen').hidden = navigator.standalone !== false
      fault('')
    },
  }
}
