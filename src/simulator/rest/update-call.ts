import { setImmediate } from 'node:timers/promises'
import type { Call } from '../line/call.ts'
import type { CallRequest } from '../line/call-request.ts'
import { isOver } from '../line/call-time.ts'
import { RestError } from './errors.ts'
import { readChanges } from './read-call-request.ts'

/** Ends a call, or sends it to another document. */
export async function updateCall(call: Call, form: URLSearchParams): Promise<void> {
  const status = form.get('Status')
  if (status !== null && status !== 'canceled' && status !== 'completed') throw new RestError(20001)
  const changes = readChanges(form)
  if (isOver(call)) throw new RestError(21220)
  if (status === 'canceled' && call.answeredMs !== null) throw new RestError(21220)
  if (changes.document && call.answeredMs === null) throw new RestError(21220)
  apply(call, changes, status !== null)
  // The line takes note of what was posted before the answer says how the call is now.
  await setImmediate()
}

function apply(call: Call, changes: Partial<CallRequest>, ends: boolean): void {
  call.request = { ...call.request, ...changes }
  if (ends) call.line.post({ kind: 'hang-up', by: 'caller' })
  else if (changes.document) call.line.post({ kind: 'transfer' })
}
