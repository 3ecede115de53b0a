import type { Charge } from './limiter.ts'

/**
 * The one name under which uses are kept, in every store. A subject of a tenant begins with its
 * hash tag `{tenant}` (see `subjects.ts`), so that all keys of a tenant live on one Redis node.
 */
export function limitKey({ limit, subject }: Charge): string {
  return `limit:${limit.name}:${subject}`
}
