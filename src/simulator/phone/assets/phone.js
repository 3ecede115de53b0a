// Keeps the page as the simulator tells it, and lets it be heard. Every card comes rendered from the
// server; only the parts that differ are swapped, so that the focus stays where it is.
import { createSpeaker } from './sound.js'

const { prefix = '', language = 'nl' } = document.body.dataset
const phones = document.getElementById('phones')
const empty = document.getElementById('empty')
const connection = document.getElementById('connection')
const announce = document.getElementById('announce')
const form = document.getElementById('show-phone')
const speaker = createSpeaker()
// Each part as the server last rendered it: what the page itself changed in it is no difference.
const rendered = new WeakMap()

listenToEvents()
document.addEventListener('pointerdown', speaker.wake)
document.addEventListener('click', onClick)
document.addEventListener('change', onChange)
document.addEventListener('keydown', onKeyDown)
form.addEventListener('submit', onShowPhone)

function listenToEvents() {
  const events = new EventSource(`${prefix}/events?lang=${language}`)
  events.addEventListener('present', () => {
    connection.textContent = connection.dataset.connected
  })
  events.addEventListener('phone', (event) => showPhone(JSON.parse(event.data).html))
  events.addEventListener('error', () => {
    connection.textContent = connection.dataset.lost
    speaker.silence()
  })
}

function showPhone(html) {
  const card = new DOMParser().parseFromString(html, 'text/html').querySelector('article')
  const old = document.getElementById(card.id)
  showLocalTimes(card)
  empty.hidden = true
  if (!old) phones.prepend(card)
  else updateCard(old, card)
  const shown = old ?? card
  if (old?.dataset.shown !== shown.dataset.state) tellState(shown)
  shown.dataset.shown = shown.dataset.state
  keepTranscriptAtItsEnd(shown)
  speaker.play(shown.id, shown.dataset.sound ? JSON.parse(shown.dataset.sound) : null)
  speaker.ring(phones.querySelector('article[data-state="ringing"]') !== null)
}

function updateCard(old, card) {
  const shown = old.dataset.shown
  for (const { name } of [...old.attributes]) {
    if (!card.hasAttribute(name)) old.removeAttribute(name)
  }
  for (const { name, value } of card.attributes) old.setAttribute(name, value)
  old.dataset.shown = shown
  for (const part of card.querySelectorAll('[data-part]')) {
    const present = old.querySelector(`[data-part="${part.dataset.part}"]`)
    const html = part.innerHTML
    if ((rendered.get(present) ?? present.innerHTML) === html) continue
    rendered.set(present, html)
    const focused = present.contains(document.activeElement)
    present.replaceChildren(...part.childNodes)
    if (focused) focusOn(old)
  }
}

// The button that had the focus is gone, so the one that now matters most gets it.
function focusOn(card) {
  const next = card.querySelector('[data-act="hang-up"], [data-act="answer"], select')
  next?.focus()
}

function tellState(card) {
  if (card.dataset.state === 'idle' && card.dataset.shown === undefined) return
  const number = card.querySelector('h3').textContent
  announce.textContent = `${number}: ${card.querySelector('.state').textContent}`
}

function keepTranscriptAtItsEnd(card) {
  const lines = card.querySelector('.lines')
  if (lines) lines.scrollTop = lines.scrollHeight
}

function showLocalTimes(root) {
  for (const time of root.querySelectorAll('time[data-clock]')) {
    time.textContent = new Date(time.dateTime).toLocaleTimeString(language)
  }
}

function onClick({ target }) {
  speaker.wake()
  const button = target.closest('button[data-act], button[data-key]')
  if (!button) return
  const card = button.closest('article')
  if (button.dataset.key) press(card, button.dataset.key)
  else act(card, button.dataset.act)
}

function onChange({ target }) {
  if (!target.matches('select[data-callee]')) return
  const path = `${pathOf(target.closest('article'))}/callee`
  if (target.value === '') send('DELETE', path)
  else send('PUT', path, { script: target.value })
}

function onKeyDown(event) {
  speaker.wake()
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
  if (target.closest('input, select, a')) return
  const deed = deedOf(key, target)
  if (!deed) return
  event.preventDefault()
  deed()
}

function deedOf(key, target) {
  const ringing = cardInState('ringing', target)
  const inCall = cardInState('in-call', target)
  if (key === 'Enter' && ringing && !target.closest('button')) return () => act(ringing, 'answer')
  if (key === 'Escape' && ringing) return () => act(ringing, 'decline')
  if (key === 'Escape' && inCall) return () => act(inCall, 'hang-up')
  if (/^[0-9*#]$/.test(key) && inCall) return () => press(inCall, key)
  return null
}

// The phone that has the focus goes first; otherwise the one that was shown last.
function cardInState(state, target) {
  const own = target.closest('article')
  if (own?.dataset.state === state) return own
  return phones.querySelector(`article[data-state="${state}"]`)
}

function act(card, deed) {
  send('POST', `${pathOf(card)}/${deed}`, {})
}

function press(card, key) {
  speaker.tone(key)
  const button = card.querySelector(`[data-key="${key}"]`)
  button?.classList.add('pressed')
  setTimeout(() => button?.classList.remove('pressed'), 150)
  send('POST', `${pathOf(card)}/keys`, { digits: key })
}

async function onShowPhone(event) {
  event.preventDefault()
  const input = document.getElementById('number')
  const note = document.getElementById('number-note')
  const answer = await send('POST', '/phones', { number: input.value })
  const fine = answer.ok
  note.dataset.example ??= note.textContent
  note.textContent = fine ? note.dataset.example : note.dataset.unreadable
  input.toggleAttribute('aria-invalid', !fine)
  if (fine) input.value = ''
  else input.focus()
}

function pathOf(card) {
  return `/phones/${encodeURIComponent(card.dataset.number)}`
}

function send(method, path, body) {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return fetch(prefix + path, { method, ...(body && json) })
}
