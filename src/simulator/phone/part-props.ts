import type { Texts } from './texts.ts'
import type { PhoneView } from './view.ts'

/** What a part of a phone's card is made of; `id` is the card's. */
export interface PartProps {
  readonly id: string
  readonly view: PhoneView
  readonly texts: Texts
}
