import { setMaxListeners } from 'node:events'
import type { Callee } from '../callee/callee.ts'
import type { Call } from '../line/call.ts'
import { isOver } from '../line/call-time.ts'
import type { Phone } from './phone.ts'

type Listener = (phone: Phone) => void

const mostPhones = 10_000
const mostHistory = 10

/** A phone for every number that was called or asked for, the one used last at the end. */
export class Phones {
  readonly #phones = new Map<string, Phone>()
  readonly #listeners = new Set<Listener>()
  readonly #closing = new AbortController()
  readonly #forAll: Callee | null

  /** `forAll` answers for every number that has no callee of its own. */
  constructor(forAll: Callee | null) {
    this.#forAll = forAll
    setMaxListeners(0, this.#closing.signal)
  }

  /** Aborted when nothing will change any more. */
  get closing(): AbortSignal {
    return this.#closing.signal
  }

  close(): void {
    this.#closing.abort()
  }

  find(number: string): Phone | null {
    return this.#phones.get(number) ?? null
  }

  get(number: string): Phone {
    const known = this.#phones.get(number)
    if (known) return known
    const phone: Phone = { number, script: null, calls: [], history: [], callsOver: 0 }
    this.#phones.set(number, phone)
    this.#forgetOne()
    return phone
  }

  /** The phones used last, newest first. */
  list(most: number): readonly Phone[] {
    return [...this.#phones.values()].slice(-most).reverse()
  }

  calleeOf(number: string): Callee | null {
    return this.#phones.get(number)?.script?.callee ?? this.#forAll
  }

  setScript(number: string, script: Phone['script']): Phone {
    const phone = this.get(number)
    phone.script = script
    this.#announce(phone)
    return phone
  }

  show(number: string): Phone {
    const phone = this.get(number)
    this.#announce(phone)
    return phone
  }

  /** A call begins, moves on, or is over. */
  changed(call: Call): void {
    const phone = this.get(call.request.to)
    if (!isOver(call) && !phone.calls.includes(call)) this.#begin(phone, call)
    if (call.settled) phone.callsOver += 1
    else if (isOver(call)) this.#end(phone, call)
    this.#announce(phone)
  }

  /** Calls `listener` after every change, until the function given back is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #begin(phone: Phone, call: Call): void {
    phone.calls.push(call)
    this.#phones.delete(phone.number)
    this.#phones.set(phone.number, phone)
  }

  #end(phone: Phone, call: Call): void {
    const at = phone.calls.indexOf(call)
    if (at >= 0) phone.calls.splice(at, 1)
    phone.history.unshift(call)
    phone.history.length = Math.min(phone.history.length, mostHistory)
  }

  #announce(phone: Phone): void {
    for (const listener of this.#listeners) listener(phone)
  }

  #forgetOne(): void {
    if (this.#phones.size <= mostPhones) return
    for (const phone of this.#phones.values()) {
      if (phone.calls.length > 0) continue
      this.#phones.delete(phone.number)
      return
    }
  }
}
