// Live progress of a code and an honest countdown; without this script the page comes again by itself.
let events = null
let counting = 0
let ending = 0
let reading = false
let changed = false

const rootOf = (page) => page.querySelector('[data-follow]')

/** The page as the server draws it now; one reading at a time, so the last one is the truth. */
async function redraw() {
  changed = true
  if (reading) return
  reading = true
  while (changed) {
    changed = false
    await redrawOnce().catch(() => undefined)
  }
  reading = false
}

async function redrawOnce() {
  const root = rootOf(document)
  if (!root) return
  const answer = await fetch(root.dataset.page, { headers: { accept: 'text/html' } })
  if (answer.redirected) return location.assign(answer.url)
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (rootOf(fresh)?.dataset.round === root.dataset.round) redrawParts(fresh)
  else redrawAll(fresh)
  countDown()
}

/** Nothing is touched of what somebody is typing, and the focus stays where it is. */
function redrawParts(fresh) {
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id)
    if (!next || next.innerHTML === part.innerHTML) continue
    const focused = part.contains(document.activeElement) ? document.activeElement.id : ''
    part.innerHTML = next.innerHTML
    if (focused) document.getElementById(focused)?.focus()
  }
}

/** The code is over, or another one is wanted. */
function redrawAll(fresh) {
  const main = document.querySelector('main')
  main.innerHTML = fresh.querySelector('main').innerHTML
  document.title = fresh.title
  const heading = main.querySelector('h1')
  heading.tabIndex = -1
  heading.focus()
  follow()
}

function follow() {
  events?.close()
  clearTimeout(ending)
  const root = rootOf(document)
  if (!root) return
  events = new EventSource(root.dataset.follow)
  events.addEventListener('changed', redraw)
  ending = setTimeout(redraw, Number(root.dataset.expiresIn) + 250)
}

function countDown() {
  clearInterval(counting)
  const resend = document.querySelector('[data-available-in]')
  if (!resend) return
  const until = performance.now() + Number(resend.dataset.availableIn)
  const label = resend.querySelector('[data-seconds]')
  counting = setInterval(() => {
    const left = Math.ceil((until - performance.now()) / 1000)
    if (left > 0) label.textContent = String(left)
    else {
      clearInterval(counting)
      redraw()
    }
  }, 250)
}

addEventListener('pagehide', () => events?.close())
addEventListener('pageshow', (shown) => shown.persisted && location.reload())
follow()
countDown()
