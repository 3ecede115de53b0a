/** How long what has ended can still be reported. */
const AFTER_END_MS = 600_000
const MOST_ENDED = 3
/** What an address can consist of: anything else is not shown. */
const ADDRESS = /^[0-9a-f.:]{3,45}$/i

/**
 * One card for each login. Everything is set as text, and what the browser that logs in calls itself is
 * only compared with names that we know: it can neither mark up nor say anything here.
 */
export function createCards({ place, template, words, known, now, ...told }) {
  const { language, announce, report, arrived, changed } = told
  const cards = new Map()
  const timeOf = (at) =>
    new Intl.DateTimeFormat(language, { timeStyle: 'short', hourCycle: 'h23' }).format(at)

  function add(challenge) {
    const element = template.content.firstElementChild.cloneNode(true)
    const slot = (name) => element.querySelector(`[data-slot="${name}"]`)
    const act = (name) => element.querySelector(`[data-act="${name}"]`)
    const isLogin = challenge.purpose === 'login'
    const title = fill(isLogin ? words.loginAt : words.enrolAt, { site: challenge.siteName })
    const card = { ...challenge, title, isLogin, element, slot, act, ended: false }
    const { ip = '', userAgent = '' } = challenge.context
    slot('title').textContent = title
    slot('browser').textContent = browserOf(known, userAgent) || words.unknown
    slot('address').textContent = ADDRESS.test(ip) ? ip : words.unknown
    slot('asked').textContent = timeOf(Date.parse(challenge.createdAt))
    slot('code').textContent = grouped(challenge.code)
    slot('spelled').textContent = spelled(challenge.code)
    slot('origin').hidden = !isLogin
    slot('login').hidden = !isLogin
    slot('enrol').hidden = isLogin
    act('report').hidden = !isLogin
    listen(card)
    arrived()
    cards.set(card.id, card)
    place.prepend(element)
    element.scrollIntoView({ block: 'nearest' })
    tickOne(card)
    announce(fill(words.heard, { title, code: spelled(card.code) }))
  }

  function listen(card) {
    const { slot, act } = card
    const ask = (asking) => {
      slot('sure').hidden = !asking
      slot('acts').hidden = asking
      if (asking) slot('sure').focus()
      else act('report').focus()
    }
    act('copy').addEventListener('click', () => copy(card))
    act('close').addEventListener('click', () => remove(card))
    act('report').addEventListener('click', () => ask(true))
    act('no').addEventListener('click', () => ask(false))
    act('yes').addEventListener('click', async () => {
      if (act('yes').ariaDisabled === 'true') return
      act('yes').ariaDisabled = 'true'
      const done = await report(card)
      act('yes').ariaDisabled = 'false'
      if (done) remove(card)
    })
  }

  async function copy({ act, code }) {
    await navigator.clipboard.writeText(code)
    const button = act('copy')
    const label = button.textContent
    if (label === words.copied) return
    button.textContent = words.copied
    announce(words.copied)
    setTimeout(() => {
      button.textContent = label
    }, 2_000)
  }

  function askedAgain(card, { sentAt }) {
    if (card.sentAt === sentAt) return
    card.sentAt = sentAt
    card.slot('again-row').hidden = false
    card.slot('again').textContent = timeOf(Date.parse(sentAt))
    announce(fill(words.heardAgain, { title: card.title, code: spelled(card.code) }))
  }

  /** A login that went on in another way may still be reported: its card stays, without the code. */
  function end(card) {
    if (card.ended) return
    card.ended = true
    if (!card.isLogin) return remove(card)
    const { slot, act, title } = card
    const hadFocus = act('copy').ownerDocument.activeElement === act('copy')
    card.code = ''
    for (const name of ['code', 'spelled', 'left']) slot(name).textContent = ''
    slot('open').hidden = true
    slot('ended').hidden = false
    act('copy').hidden = true
    act('close').hidden = false
    if (hadFocus) slot('title').focus()
    announce(fill(words.heardEnded, { title }))
    const [oldest, ...others] = [...cards.values()].filter(({ ended }) => ended)
    if (others.length >= MOST_ENDED) remove(oldest)
    changed()
  }

  function remove(card) {
    const hadFocus = card.element.contains(document.activeElement)
    card.element.remove()
    cards.delete(card.id)
    changed({ hadFocus })
  }

  function tickOne(card) {
    const leftMs = Date.parse(card.expiresAt) - now()
    if (leftMs <= -AFTER_END_MS) return remove(card)
    if (leftMs <= 0) return end(card)
    if (!card.ended) card.slot('left').textContent = clock(leftMs)
  }

  return {
    /** What is open now, opened; the newest first. */
    draw(challenges) {
      const open = new Set(challenges.map(({ id }) => id))
      for (const card of [...cards.values()]) if (!open.has(card.id)) end(card)
      for (const challenge of challenges.toReversed()) {
        const card = cards.get(challenge.id)
        if (card) askedAgain(card, challenge)
        else add(challenge)
      }
      changed()
    },
    tick() {
      for (const card of [...cards.values()]) tickOne(card)
    },
    clear() {
      for (const card of [...cards.values()]) remove(card)
    },
    logins: () => [...cards.values()].filter(({ isLogin }) => isLogin).length,
    count: () => cards.size,
  }
}

/** Words with what belongs in them, in one go: what is filled in is not looked at again. */
export function fill(words, given) {
  return words.replace(/\{(\w+)\}/g, (_, name) => String(given[name]))
}

function browserOf({ browsers, systems }, userAgent) {
  const find = (names) => names.find(([, pattern]) => pattern.test(userAgent))?.[0]
  return [find(browsers), find(systems)].filter(Boolean).join(', ')
}

function grouped(code) {
  const half = Math.ceil(code.length / 2)
  return `${code.slice(0, half)} ${code.slice(half)}`
}

/** Digit by digit, for whoever hears it. */
function spelled(code) {
  return [...code].join(' ')
}

function clock(leftMs) {
  const seconds = Math.ceil(leftMs / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
