export interface Naming {
  readonly name: string
  /** Who did it: an operator's id, or a word for where. */
  readonly actor: string
}
