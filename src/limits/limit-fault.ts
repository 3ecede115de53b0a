export interface LimitFault {
  /** A JSON pointer within the document. */
  readonly pointer: string
  readonly detail: string
}

export function fault(pointer: string, detail: string): LimitFault[] {
  return [{ pointer, detail }]
}

/** Where something stands that stood before. */
export function twice(entries: readonly string[]): number[] {
  return entries.flatMap((entry, index) => (entries.indexOf(entry) < index ? [index] : []))
}
