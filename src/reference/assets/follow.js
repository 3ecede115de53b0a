// Keeps the progress of a call up to date. Without it the page works too: there is a link to refresh.
const EVERY_MS = 1000

const followed = document.querySelector('[data-follow]')
if (followed) setInterval(() => refresh(followed.dataset.follow), EVERY_MS)

async function refresh(address) {
  const answer = await fetch(address).catch(() => null)
  if (!answer?.ok) return
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (stateOf(page) !== stateOf(document)) return location.replace(address)
  for (const live of document.querySelectorAll('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${live.dataset.live}"]`)
    if (fresh && fresh.innerHTML !== live.innerHTML) live.innerHTML = fresh.innerHTML
  }
}

function stateOf(page) {
  return page.querySelector('main')?.dataset.state
}
