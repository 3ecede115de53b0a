import { askToPair, guessName, isAbout, minutesOf, onSubmit } from './asking.js'
import { fill } from './cards.js'

const faults = {
  'pairing-code-wrong': 'codeWrong',
  'pairing-too-often': 'tooOften',
  'limit-reached': 'limitReached',
}

function faultOf(refused) {
  if (isAbout(refused, 'name')) return 'nameWrong'
  return faults[refused.code] ?? (refused.errors?.length > 0 ? 'codeWrong' : 'pairFailed')
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

/** The form of a device that is not paired. */
export function createPairForm({ base, words, systems, done }) {
  const byId = (id) => document.getElementById(id)
  const [form, code, name] = ['pair-form', 'pairing-code', 'device-name'].map(byId)

  function fault(text) {
    byId('pair-fault').textContent = text
    code.ariaInvalid = String(text !== '')
  }

  async function submit() {
    const given = { pairingCode: code.value.trim(), name: name.value.trim() }
    if (given.name === '') return fault(words.nameWrong)
    fault('')
    const { device, refused } = await askToPair(base, '/device/pair', {
      deviceName: given.name,
      body: given,
    })
    if (device) return done(device)
    fault(fill(words[faultOf(refused)], { minutes: minutesOf(refused) }))
    code.focus()
  }

  onSubmit(form, submit)

  return {
    fill(pairingCode = '') {
      code.value = pairingCode
      name.value ||= guessName(systems, words.thisDevice)
      byId('to-home-screen').hidden = navigator.standalone !== false
      fault('')
    },
  }
}
