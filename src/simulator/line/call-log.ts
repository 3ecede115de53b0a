import type { Call } from './call.ts'
import { isOver } from './call-time.ts'

const mostFinished = 500
const mostUnderWay = 5_000

/** Every call under way, and the last ones that are over. */
export class CallLog {
  readonly #underWay = new Map<string, Call>()
  readonly #finished = new Map<string, Call>()

  /** False when too many calls are under way. */
  add(call: Call): boolean {
    if (this.#underWay.size >= mostUnderWay) return false
    this.#underWay.set(call.sid, call)
    return true
  }

  finish(call: Call): void {
    if (!this.#underWay.delete(call.sid)) return
    this.#finished.set(call.sid, call)
    const [oldest] = this.#finished.keys()
    if (this.#finished.size > mostFinished && oldest) this.#finished.delete(oldest)
  }

  find(sid: string): Call | null {
    return this.#underWay.get(sid) ?? this.#finished.get(sid) ?? null
  }

  /** Only a call that is over can be removed. */
  remove(call: Call): boolean {
    if (!isOver(call)) return false
    return this.#finished.delete(call.sid) || this.#underWay.delete(call.sid)
  }

  /** Newest first. */
  list(): readonly Call[] {
    const all = [...this.#finished.values(), ...this.#underWay.values()]
    return all.reverse().sort((one, other) => other.createdAt - one.createdAt)
  }
}
