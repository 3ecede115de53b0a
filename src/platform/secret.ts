import { inspect } from 'node:util'

/** A value that must not reach a log line, an error or a JSON body by accident. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal() {
    return this.#value
  }

  toJSON() {
    return '[secret]'
  }

  toString() {
    return '[secret]'
  }

  [inspect.custom]() {
    return '[secret]'
  }
}
