import { eventually } from './eventually.ts'
import type { Json, TestService } from './test-service.ts'

/** The digits a transcript holds after the gate: the code, as the callee heard it first. */
export function codeHeard(transcript: readonly { text?: string }[], codeLength = 6): string {
  const digits = transcript
    .map(({ text = '' }) => /^digit-(\d)/.exec(text)?.[1])
    .filter((digit) => digit !== undefined)
  return digits.slice(-2 * codeLength, -codeLength).join('')
}

export const NUMBER = '+31612345678'

/** Opens a challenge, or fails with what the service said. */
export async function open(service: TestService, body: object = {}): Promise<Json> {
  const answer = await service.post('/v1/challenges', { to: NUMBER, ...body })
  if (answer.status !== 201) throw new Error(`not opened: ${answer.status} ${answer.text}`)
  return answer.body
}

export async function read(service: TestService, id: string): Promise<Json> {
  return (await service.get(`/v1/challenges/${id}`)).body
}

/** Waits until the call of a challenge has this status. */
export function callIs(service: TestService, id: string, status: string): Promise<Json> {
  return eventually(
    () => read(service, id),
    ({ call }) => call?.status === status,
  )
}
