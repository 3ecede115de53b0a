/** What can happen on a line while the call waits. */
export type Act =
  | { readonly kind: 'answer' }
  | { readonly kind: 'decline'; readonly sipStatus: number }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'beep' }
  | { readonly kind: 'hang-up'; readonly by: HangUpBy }
  | { readonly kind: 'transfer' }

export type HangUpBy = 'callee' | 'caller' | 'time-limit'

export interface Wait {
  /** The wait is for a person, so it takes time even where nothing else does. */
  readonly forPerson?: boolean
  /** Something outside the line; the wait ends when it is done. */
  readonly until?: Promise<unknown>
}

interface Due {
  readonly atMs: number
  readonly act: Act
}

const longestTimerMs = 2 ** 31 - 1

/**
 * The time of one call, and what happens in it. Time moves only while the call waits, so that the
 * same callee makes the same call at every speed; at speed `Infinity` waiting costs no time at all.
 */
export class Line {
  #nowMs = 0
  readonly #speed: number
  readonly #agenda: Due[] = []
  #wake: (() => void) | null = null
  #waiting: (() => number) | null = null

  constructor(speed: number) {
    this.#speed = speed
  }

  /** Milliseconds since the call was made, as the call itself counts them. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** Also counts the part of a wait that went by so far. */
  get presentMs(): number {
    return this.#waiting ? this.#waiting() : this.#nowMs
  }

  /** Something that will happen by itself: a scripted callee, a time limit. */
  schedule(act: Act, inMs: number): void {
    const due = { atMs: this.#nowMs + inMs, act }
    const later = this.#agenda.findIndex(({ atMs }) => atMs > due.atMs)
    this.#agenda.splice(later < 0 ? this.#agenda.length : later, 0, due)
  }

  /** Something that happens now: a person at the phone, a REST request. */
  post(act: Act): void {
    this.schedule(act, 0)
    this.#wake?.()
  }

  /** Lets at most `ms` go by. Gives back the first thing that happened, or null when nothing did. */
  async pass(ms: number, wait: Wait = {}): Promise<Act | null> {
    const endMs = this.#nowMs + ms
    const until = wait.until && watch(wait.until)
    for (;;) {
      const act = this.#takeDue()
      if (act) return act
      if (this.#nowMs >= endMs || until?.done) return null
      const target = Math.min(endMs, this.#agenda[0]?.atMs ?? endMs)
      await this.#flow(target, this.#rateOf(wait), until?.promise)
    }
  }

  #takeDue(): Act | null {
    const next = this.#agenda[0]
    if (!next || next.atMs > this.#nowMs) return null
    this.#agenda.shift()
    return next.act
  }

  /** How many milliseconds of the call go by in one real millisecond. */
  #rateOf(wait: Wait): number {
    const hurried = this.#speed === Number.POSITIVE_INFINITY
    if (wait.until) return hurried ? 0 : 1
    return hurried && wait.forPerson ? 1 : this.#speed
  }

  async #flow(targetMs: number, rate: number, until?: Promise<unknown>): Promise<void> {
    if (rate === Number.POSITIVE_INFINITY) {
      this.#nowMs = targetMs
      return
    }
    const startMs = this.#nowMs
    const started = performance.now()
    const presentMs = () => Math.min(targetMs, startMs + (performance.now() - started) * rate)
    this.#waiting = presentMs
    let timer: NodeJS.Timeout | undefined
    const elapsed = new Promise<'elapsed'>((resolve) => {
      const realMs = (targetMs - startMs) / rate
      if (realMs <= longestTimerMs) timer = setTimeout(resolve, realMs, 'elapsed')
    })
    const woken = new Promise<'woken'>((resolve) => {
      this.#wake = () => resolve('woken')
    })
    const why = await Promise.race([elapsed, woken, ...(until ? [until] : [])])
    clearTimeout(timer)
    this.#wake = null
    this.#waiting = null
    this.#nowMs = why === 'elapsed' ? targetMs : presentMs()
  }
}

function watch(promise: Promise<unknown>): { done: boolean; promise: Promise<void> } {
  const watched = { done: false, promise: Promise.resolve() }
  const mark = () => {
    watched.done = true
  }
  watched.promise = promise.then(mark, mark)
  return watched
}
