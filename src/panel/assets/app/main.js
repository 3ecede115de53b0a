import { createCards, fill } from './cards.js'
import { openSealed } from './key.js'
import { createLogInForm } from './log-in.js'
import { createMemory } from './memory.js'
import { createPairForm, takeCodeFromAddress } from './pairing.js'
import * as pushes from './pushes.js'
import { aheadMs, createService, Out } from './service.js'
import { follow } from './stream.js'

const byId = (id) => document.getElementById(id)
const root = byId('app')
const { base, icon } = root.dataset
const words = JSON.parse(root.dataset.words)
const toPatterns = (json) => JSON.parse(json).map(([name, source]) => [name, new RegExp(source)])
const known = {
  browsers: toPatterns(root.dataset.browsers),
  systems: toPatterns(root.dataset.systems),
}
const memory = window.indexedDB && createMemory(`belcode-app${base}`)

/** The present pairing: its device, how it asks, what the service said of it. */
let paired = null
let registration = null
let aheadBy = 0

const cards = createCards({
  ...{ place: byId('cards'), template: byId('card'), words, known },
  language: document.documentElement.lang,
  now: () => Date.now() + aheadBy,
  announce: (text) => {
    byId('announce').textContent = text
  },
  report,
  // What was said before is about something else.
  arrived: () => say(''),
  changed: drawAround,
})

const asking = { base, words, systems: known.systems, done: startWith, show }
const pairForm = createPairForm(asking)
const logInForm = createLogInForm(asking)

async function startWith(device) {
  await memory.remember(device)
  navigator.storage?.persist?.().catch(() => {})
  say('')
  begin(device)
  byId('link').focus()
}

function showPairing(code) {
  pairForm.fill(code)
  logInForm.fill()
  show('pair')
}

function show(state) {
  for (const section of root.querySelectorAll('[data-state]'))
    section.hidden = section.dataset.state !== state
}

function say(text, kind = 'info') {
  const said = byId('said')
  said.className = `notice ${kind}`
  said.textContent = text
  said.hidden = text === ''
  if (text !== '') said.focus()
}

/** What stands around the cards, for as many as there are. */
function drawAround({ hadFocus = false } = {}) {
  byId('several').hidden = cards.logins() < 2
  byId('waiting').hidden = cards.count() > 0
  const isPending = paired?.about?.state === 'pending'
  for (const part of byId('waiting').querySelectorAll('[data-when]'))
    part.hidden = part.dataset.when !== (isPending ? 'pending' : 'confirmed')
  if (hadFocus && byId('said').hidden) byId(cards.count() > 0 ? 'cards' : 'waiting').focus()
}

function begin(device) {
  const ask = createService(base, device)
  paired = { device, ask, about: null }
  show('paired')
  byId('known-as').textContent = device.name
  drawLink('connecting')
  drawAround()
  const { siteName } = device
  const title = fill(words.pushTitle, { site: siteName })
  const notice = { title, body: words.pushBody, lang: document.documentElement.lang, icon }
  pushes.keepNotice(base, notice).catch(() => {})
  paired.stop = follow({ open: openStream, take, told: drawLink, out: () => end(words.out) })
}

function drawLink(state) {
  const link = byId('link')
  link.dataset.link = state
  if (link.textContent !== words[state]) link.textContent = words[state]
}

async function openStream(signal) {
  await readAbout(signal)
  const response = await paired.ask('/device/events', { signal })
  aheadBy = aheadMs(response)
  return response
}

/** What the service knows of this device: it may have been confirmed, or its pushes dropped. */
async function readAbout(signal) {
  const present = paired
  const response = await present.ask('/device', { signal })
  if (!response.ok) throw new Error(`status ${response.status}`)
  const wasPending = present.about?.state === 'pending'
  present.about = await response.json()
  if (present !== paired) return
  byId('known-as').textContent = present.about.name
  if (wasPending && present.about.state === 'confirmed') say(words.confirmed, 'good')
  await drawPushes()
}

async function take({ challenges }) {
  const present = paired
  const opened = await Promise.all(
    challenges.map(async ({ id, sentAt, sealed }) => {
      const code = await openSealed(sealed, present.device.privateKey).catch(() => null)
      return code && { ...code, id, sentAt }
    }),
  )
  if (present.about.state === 'pending') await readAbout()
  if (present !== paired) return
  cards.draw(opened.filter(Boolean))
  if (opened.includes(null)) say(words.closed, 'bad')
  if (challenges.length > 0) await pushes.closeNotifications(registration)
}

/** Ends a login that the user does not know. True when there is nothing left to do about it. */
async function report({ id }) {
  try {
    const response = await paired.ask(`/device/challenges/${id}/report`, { method: 'POST' })
    if (response.ok) return told(words.reported, 'good')
    const { challengeStatus } = await response.json()
    if (challengeStatus === 'approved') return told(words.reportedTooLate, 'bad')
    if (challengeStatus === 'reported') return told(words.reported, 'good')
    if (response.status === 410 || response.status === 404) return told(words.reportedOver)
  } catch (error) {
    if (error instanceof Out) return end(words.out)
  }
  say(words.reportFailed, 'bad')
  return false
}

function told(text, kind) {
  say(text, kind)
  return true
}

/** Paired no more: nothing of it stays on this device. */
async function end(text) {
  paired.stop()
  paired = null
  await memory.forget()
  await pushes.unsubscribe(registration).catch(() => {})
  await pushes.closeNotifications(registration)
  await pushes.forgetNotice(base).catch(() => {})
  cards.clear()
  showPairing()
  say(text)
}

async function drawPushes() {
  if (!paired?.about) return
  const stand = await pushes.standOfPushes(registration, paired.about)
  byId('pushes').hidden = stand === 'impossible'
  for (const part of root.querySelectorAll('[data-pushes]'))
    part.hidden = part.dataset.pushes !== stand
}

/** A switch of the notifications; what is wrong is said, and the app works without. */
function onPushes(id, act, failed) {
  byId(id).addEventListener('click', async () => {
    const { ask } = paired
    try {
      const done = await act(ask)
      if (!done && Notification.permission !== 'denied') say(failed, 'bad')
      await readAbout()
    } catch (error) {
      if (error instanceof Out) return end(words.out)
      say(failed, 'bad')
    }
  })
}
const on = (ask) => pushes.turnOn(registration, ask, paired.about.vapidPublicKey)
onPushes('pushes-on', on, words.pushFailed)
onPushes('pushes-off', (ask) => pushes.turnOff(registration, ask), words.pushOffFailed)

function askToLeave(asking) {
  byId('leave-sure').hidden = !asking
  byId('device-acts').hidden = asking
  byId(asking ? 'leave-sure' : 'leave').focus()
}
byId('leave').addEventListener('click', () => askToLeave(true))
byId('leave-no').addEventListener('click', () => askToLeave(false))
byId('leave-yes').addEventListener('click', async () => {
  try {
    const { ok } = await paired.ask('/device', { method: 'DELETE' })
    if (!ok) return say(words.leaveFailed, 'bad')
  } catch (error) {
    // Whoever is unknown has left already.
    if (!(error instanceof Out)) return say(words.leaveFailed, 'bad')
  }
  askToLeave(false)
  await end(words.left)
})

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  byId('install').hidden = false
  byId('install').onclick = () => {
    byId('install').hidden = true
    event.prompt()
  }
})

function takeCode() {
  const code = takeCodeFromAddress()
  if (code === null) return
  if (paired) say(words.already)
  else showPairing(code)
}

async function start() {
  byId('no-script').hidden = true
  root.hidden = false
  const code = takeCodeFromAddress()
  if (!crypto.subtle || !memory) return show('unable')
  const device = await memory.recall().catch(() => 'unable')
  if (device === 'unable') return show('unable')
  if (device) begin(device)
  else showPairing(code ?? '')
  if (device && code !== null) say(words.already)
  addEventListener('hashchange', takeCode)
  setInterval(cards.tick, 1_000)
  registration = await pushes.startWorker(base)
  // The codes may have come before there was a registration that could be asked.
  if (cards.count() > 0) await pushes.closeNotifications(registration)
  await drawPushes()
}
start()
