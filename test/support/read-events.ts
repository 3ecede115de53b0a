import type { Json, TestService } from './test-service.ts'

/** Follows a challenge's event stream; `next` resolves with each event in turn. */
export async function readEvents({ home, key }: TestService, id: string) {
  const abort = new AbortController()
  const response = await fetch(`${home}/v1/challenges/${id}/events`, {
    headers: { authorization: `Bearer ${key}` },
    signal: abort.signal,
  })
  const reader = (response.body ?? new ReadableStream())
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let buffered = ''

  async function next(): Promise<Json | null> {
    for (;;) {
      const end = buffered.indexOf('\n\n')
      if (end >= 0) {
        const event = buffered.slice(0, end)
        buffered = buffered.slice(end + 2)
        const data = /^data: (.*)$/m.exec(event)?.[1]
        const name = /^event: (.*)$/m.exec(event)?.[1]
        if (data !== undefined) return { name, data: JSON.parse(data) }
        continue
      }
      const { value, done } = await reader.read()
      if (done) return null
      buffered += value
    }
  }
  return { response, next, close: () => abort.abort() }
}
