import { type LimitFault, toFaultDetail } from '../limits/index.ts'
import { print } from './with-store.ts'

export function printFaults(found: readonly LimitFault[], json: boolean) {
  const faults = found.map(toFaultDetail)
  if (json) return print(JSON.stringify({ faults }))
  for (const { pointer, detail } of faults)
    print(`${pointer === '' ? 'document' : pointer}\t${detail}`)
}
