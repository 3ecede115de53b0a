/** Kept beside the pages of the app, where the worker finds it. */
const CACHE = 'belcode-app'

/** Also what makes the page an app that can be installed, and that opens without a connection. */
export async function startWorker(base) {
  if (!('serviceWorker' in navigator)) return null
  try {
    await navigator.serviceWorker.register(`${base}/app/worker.js`, { scope: `${base}/app` })
    const registration = await navigator.serviceWorker.ready
    await keepPages(base)
    return registration
  } catch {
    return null
  }
}

/** What was loaded before there was a worker to keep it. */
async function keepPages(base) {
  const cache = await caches.open(CACHE)
  const links = document.querySelectorAll('link[rel="stylesheet"], link[rel="modulepreload"]')
  await cache.addAll([`${base}/app`, ...Array.from(links, ({ href }) => href)])
}

/** What a notification says: the worker has no words of its own, and opens no code. */
export async function keepNotice(base, notice) {
  const cache = await caches.open(CACHE)
  await cache.put(`${base}/app/notice`, new Response(JSON.stringify(notice)))
}

export async function forgetNotice(base) {
  const cache = await caches.open(CACHE)
  await cache.delete(`${base}/app/notice`)
}

/** `impossible` where this browser or this service sends none. */
export async function standOfPushes(registration, { vapidPublicKey, pushes }) {
  if (!registration?.pushManager || vapidPublicKey === null) return 'impossible'
  if (Notification.permission === 'denied') return 'denied'
  const subscription = await registration.pushManager.getSubscription()
  return subscription && pushes && Notification.permission === 'granted' ? 'on' : 'off'
}

/** False when it came to nothing. */
export async function turnOn(registration, ask, vapidPublicKey) {
  if ((await Notification.requestPermission()) !== 'granted') return false
  // One that was made for another key stands in the way of a new one.
  await unsubscribe(registration)
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: vapidPublicKey,
  })
  const put = await ask('/device/push', { method: 'PUT', body: subscription.toJSON() })
  if (!put.ok) await unsubscribe(registration)
  return put.ok
}

export async function turnOff(registration, ask) {
  const { ok } = await ask('/device/push', { method: 'DELETE' })
  if (ok) await unsubscribe(registration)
  return ok
}

export async function unsubscribe(registration) {
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
}

/** Whoever looks at the app has no need of them. */
export async function closeNotifications(registration) {
  for (const notification of (await registration?.getNotifications()) ?? []) notification.close()
}
