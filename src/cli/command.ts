/** What one word after `belcode` does. Resolves to the exit code; nothing is 0. */
export interface Command {
  /** How to call it, a line each. */
  readonly usage: readonly string[]
  run(words: string[], env: NodeJS.ProcessEnv): Promise<number | undefined>
}

/** The words of the call do not fit: the answer is how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  constructor(fault = '') {
    super(fault === '' ? '' : `${fault}\n\n`)
  }
}
