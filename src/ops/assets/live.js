// The page as the server draws it now, again and again; without this script it comes again by itself.
const EVERY_MS = 4000
/** While a part says that it will be another one soon. */
const SOON_MS = 1000
let reading = false
let wanted = false

async function redraw() {
  wanted = true
  if (reading || document.hidden) return
  reading = true
  while (wanted) {
    wanted = false
    await redrawOnce().catch(() => undefined)
  }
  reading = false
}

async function redrawOnce() {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (answer.redirected) return location.assign(answer.url)
  if (!answer.ok) return
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) redrawPart(part, fresh)
  document.dispatchEvent(new Event('redrawn'))
}

/** The focus stays where it is, and so does how far somebody scrolled. */
function redrawPart(part, fresh) {
  const next = fresh.getElementById(part.id)
  if (!next || next.innerHTML === part.innerHTML) return
  const scrolled = part.querySelector('.scroll')?.scrollLeft ?? 0
  const links = [...part.querySelectorAll('a, button, [tabindex]')]
  const focused = links.indexOf(document.activeElement)
  part.innerHTML = next.innerHTML
  const box = part.querySelector('.scroll')
  if (box) box.scrollLeft = scrolled
  if (focused >= 0) part.querySelectorAll('a, button, [tabindex]')[focused]?.focus()
}

const address = document.querySelector('[data-events]')?.dataset.events
const events = address ? new EventSource(address) : null
events?.addEventListener('changed', redraw)
addEventListener('pagehide', () => events?.close())
addEventListener('pageshow', (shown) => shown.persisted && location.reload())
addEventListener('visibilitychange', redraw)

function redrawLater() {
  const waitMs = document.querySelector('[data-soon]') ? SOON_MS : EVERY_MS
  setTimeout(() => redraw().finally(redrawLater), waitMs)
}
redrawLater()
