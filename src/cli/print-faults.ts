import type { LimitFault } from '../limits/index.ts'
import { print } from './with-store.ts'

export function printFaults(faults: readonly LimitFault[]) {
  for (const { pointer, detail } of faults)
    print(`${pointer === '' ? 'document' : pointer}\t${detail}`)
}
