import type { Pool } from 'undici'

export interface LoadRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Any other status ends the run: work that was refused is not work done. */
  readonly expectedStatus: number
}

export interface Loaded {
  readonly operations: number
  readonly seconds: number
}

export const IN_FLIGHT = 32

/** Sends what was prepared, so many at a time, and no longer than `mostSeconds`. */
export async function load(
  pool: Pool,
  requests: readonly LoadRequest[],
  mostSeconds: number,
): Promise<Loaded> {
  const waiting = requests[Symbol.iterator]()
  const begun = performance.now()
  let operations = 0

  const lane = async () => {
    for (const request of waiting) {
      await ask(pool, request)
      operations += 1
      if (performance.now() - begun > mostSeconds * 1000) return
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
  return { operations, seconds: (performance.now() - begun) / 1000 }
}

export function ask(pool: Pool, request: LoadRequest): Promise<void> {
  const { path, headers, body, expectedStatus } = request
  return new Promise((resolve, reject) => {
    let status = 0
    let text = ''
    const refused = () => new Error(`${status} instead of ${expectedStatus}: ${text.slice(0, 300)}`)
    pool.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code
        },
        onResponseData(_controller, chunk) {
          if (status !== expectedStatus) text += chunk
        },
        onResponseEnd: () => (status === expectedStatus ? resolve() : reject(refused())),
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })
}
