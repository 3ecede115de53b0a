import { askToPair, guessName, isAbout, minutesOf, onSubmit } from './asking.js'
import { fill } from './cards.js'

const byId = (id) => document.getElementById(id)

const faults = {
  'login-wrong': 'logInWrong',
  'login-limit-reached': 'logInTooOften',
  'logins-busy': 'busy',
  'limit-reached': 'codesTooOften',
  'app-not-offered': 'notOffered',
  'app-too-many': 'tooMany',
  'app-proof-needed': 'proofImpossible',
  'challenge-closed': 'proofOver',
}

function faultOf(refused) {
  if (isAbout(refused, 'deviceName')) return 'nameWrong'
  return faults[refused.code] ?? 'pairFailed'
}

const asked = { voice: 'proofVoice', totp: 'proofTotp', app: 'proofApp' }

/** Name and password instead of a pairing code; whoever has a method already proves that as well. */
export function createLogInForm({ base, words, systems, done, show }) {
  const [name, password, device, code] = ['log-in', 'password', 'log-in-device', 'proof'].map(byId)
  let challengeId = null

  function fault(place, text) {
    byId(`${place}-fault`).textContent = text
    if (place === 'proof') code.ariaInvalid = String(text !== '')
  }

  function explain(refused) {
    const { reference = '' } = refused
    return fill(words[faultOf(refused)], { minutes: minutesOf(refused), reference })
  }

  function ask(proof) {
    const deviceName = device.value.trim()
    const body = { name: name.value.trim(), password: password.value, deviceName, proof }
    return askToPair(base, '/device/log-in', { deviceName, body })
  }

  function finish(paired) {
    forget()
    return done(paired)
  }

  async function logIn() {
    if (name.value.trim() === '' || password.value === '') return fault('log-in', words.logInEmpty)
    if (device.value.trim() === '') return fault('log-in', words.nameWrong)
    fault('log-in', '')
    const { device: paired, refused } = await ask()
    if (paired) return finish(paired)
    if (refused.reason === 'missing') return askProof(refused)
    fault('log-in', explain(refused))
    if (refused.code === 'login-wrong') password.focus()
  }

  function askProof({ challengeId: id, method, to, codeLength }) {
    challengeId = id
    byId('proof-asked').textContent = fill(words[asked[method]] ?? words.proofTotp, { to })
    code.className = `boxes boxes-${codeLength}`
    code.value = ''
    fault('proof', '')
    show('prove')
    code.focus()
  }

  async function prove() {
    fault('proof', '')
    const { device: paired, refused } = await ask({ challengeId, code: code.value })
    if (paired) return finish(paired)
    const { attemptsLeft } = refused
    if (attemptsLeft > 0) return faultOfCode(fill(words.proofWrong, { left: attemptsLeft }))
    if (refused.code === 'body-invalid') return faultOfCode(words.proofUnreadable)
    if (refused.code === undefined) return faultOfCode(words.pairFailed)
    back(attemptsLeft === 0 ? words.proofOver : explain(refused))
  }

  function faultOfCode(text) {
    fault('proof', text)
    code.focus()
  }

  function back(text = '') {
    challengeId = null
    show('pair')
    fault('log-in', text)
    password.focus()
  }

  /** The password is not kept for longer than it is needed. */
  function forget() {
    for (const field of [password, code]) field.value = ''
  }

  onSubmit(byId('log-in-form'), logIn)
  onSubmit(byId('proof-form'), prove)
  byId('proof-back').addEventListener('click', () => back())

  return {
    fill() {
      forget()
      device.value ||= guessName(systems, words.thisDevice)
      fault('log-in', '')
    },
  }
}
