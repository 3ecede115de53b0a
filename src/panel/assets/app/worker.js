// Opens the app without a connection, and says that a code is there.
const CACHE = 'belcode-app'
const app = new URL(registration.scope).pathname
const base = app.slice(0, -'/app'.length)

addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(clients.claim()))

// A push holds the code, sealed to a key that this worker could use. It is not opened here: a
// notification stands on a locked screen, where whoever holds the phone would read the code.
addEventListener('push', (event) => event.waitUntil(notify()))

async function notify() {
  const notice = await (await caches.match(`${app}/notice`))?.json()
  if (!notice) return (await registration.pushManager.getSubscription())?.unsubscribe()
  const { title, body, lang, icon } = notice
  const looks = { body, lang, icon, tag: 'login-code', renotify: true }
  return registration.showNotification(title, looks)
}

addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openApp())
})

async function openApp() {
  const windows = await clients.matchAll({ type: 'window' })
  const own = windows.find(({ url }) => new URL(url).pathname === app)
  return own ? own.focus() : clients.openWindow(app)
}

addEventListener('fetch', (event) => {
  const { method, url } = event.request
  const { origin, pathname } = new URL(url)
  const isPage = pathname === app
  const isPart = [`${app}/files/`, `${base}/panel-assets/`].some((way) => pathname.startsWith(way))
  if (method !== 'GET' || origin !== location.origin || !(isPage || isPart)) return
  event.respondWith(freshOrKept(event.request, isPage ? app : url))
})

/** As it is now, or else as it was: a page of yesterday still says that there is no connection. */
async function freshOrKept(request, kept) {
  const cache = await caches.open(CACHE)
  try {
    const fresh = await fetch(request)
    if (fresh.ok) await keep(cache, kept, fresh.clone())
    if (fresh.status < 500) return fresh
    return (await cache.match(kept)) ?? fresh
  } catch (error) {
    const found = await cache.match(kept)
    if (found) return found
    throw error
  }
}

/** One of each name: parts of an older release go when the newer come. */
async function keep(cache, address, response) {
  const name = nameOf(new URL(address, location.origin))
  for (const { url } of await cache.keys())
    if (nameOf(new URL(url)) === name) await cache.delete(url)
  await cache.put(address, response)
}

function nameOf({ pathname }) {
  return pathname.split('/').at(-1)
}
