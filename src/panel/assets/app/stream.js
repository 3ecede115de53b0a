import { Out } from './service.js'

const FIRST_PAUSE_MS = 1_000
const MOST_PAUSE_MS = 30_000
/** The service says something every fifteen seconds: a line that is silent for longer is dead. */
const SILENT_MS = 40_000

/**
 * Follows what is open for this device, until it is out or `stop` is called. Nothing is held open
 * while nobody looks, and the pauses grow while there is no connection. `EventSource` would be less
 * work, but its token would have to stand in the address.
 */
export function follow({ open, take, told, out }) {
  let stopped = false
  let attempt = new AbortController()
  let wake = () => {}
  let pauseMs = FIRST_PAUSE_MS

  const look = () => (document.hidden ? attempt.abort() : awaken())
  const awaken = () => {
    pauseMs = FIRST_PAUSE_MS
    wake()
  }
  const drop = () => attempt.abort()
  document.addEventListener('visibilitychange', look)
  addEventListener('online', awaken)
  addEventListener('offline', drop)

  async function once() {
    attempt = new AbortController()
    const late = setTimeout(drop, SILENT_MS)
    const response = await open(attempt.signal).finally(() => clearTimeout(late))
    if (!response.ok) throw new Error(`status ${response.status}`)
    told('connected')
    for await (const event of eventsOf(response, attempt)) {
      await take(event)
      pauseMs = FIRST_PAUSE_MS
    }
  }

  /** Whether the service still knows this device, as far as could be learned. */
  async function isStillIn() {
    try {
      await once()
      return true
    } catch (error) {
      return !(error instanceof Out)
    }
  }

  function pause(ms) {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : 0
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function rest() {
    told('lost')
    const ms = spread(pauseMs)
    pauseMs = Math.min(2 * pauseMs, MOST_PAUSE_MS)
    await pause(ms)
  }

  async function run() {
    while (!stopped) {
      if (document.hidden) await pause(Number.POSITIVE_INFINITY)
      else if (!(await isStillIn())) return stopped || out()
      else if (!stopped && !document.hidden) await rest()
    }
  }
  run()

  return function stop() {
    stopped = true
    attempt.abort()
    wake()
    document.removeEventListener('visibilitychange', look)
    removeEventListener('online', awaken)
    removeEventListener('offline', drop)
  }
}

/** Not all devices at the same moment, when a service comes back. */
function spread(ms) {
  const [drawn] = crypto.getRandomValues(new Uint8Array(1))
  return ms * (0.75 + drawn / 512)
}

async function* eventsOf({ body }, attempt) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let silence
  const heard = () => {
    clearTimeout(silence)
    silence = setTimeout(() => attempt.abort(), SILENT_MS)
  }
  let buffered = ''
  try {
    for (;;) {
      heard()
      const { value, done } = await reader.read()
      if (done) return
      const events = (buffered + value).split('\n\n')
      buffered = events.pop()
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data && /^event: challenges$/m.test(event)) yield JSON.parse(data)
      }
    }
  } finally {
    clearTimeout(silence)
  }
}
