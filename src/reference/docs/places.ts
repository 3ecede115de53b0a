import type { ApiDocument } from '../open-api/document.ts'
import { routesOf } from '../open-api/walk-document.ts'

/** Where something stands among the pages of the reference. */
export interface Places {
  readonly guide: string
  readonly objects: string
  group(tag: string): string
  operation(id: string): string
  object(name: string): string
}

export function placesOf(document: ApiDocument, base: string): Places {
  const guide = `${base}/docs`
  const tagOf = new Map(
    routesOf(document).map(({ operation }) => [operation.operationId, operation.tags?.[0]]),
  )
  return {
    guide,
    objects: `${guide}/objects`,
    group: (tag) => `${guide}/${tag}`,
    operation(id) {
      const tag = tagOf.get(id)
      if (tag === undefined) throw new Error(`The reference refers to ${id}, which is not there`)
      return `${guide}/${tag}#${id}`
    },
    object: (name) => `${guide}/objects#object-${name}`,
  }
}
