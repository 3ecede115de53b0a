const DEADLINE_MS = 15_000

/** The service no longer knows this device. */
export class Out extends Error {}

/** How this device asks: with its token, in a header alone, and no cookies. */
export function createService(base, { token }) {
  return async function ask(path, { method = 'GET', body, signal = deadline() } = {}) {
    const response = await fetch(base + path, {
      ...{ method, signal, cache: 'no-store', credentials: 'omit' },
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (response.status === 401) throw new Out()
    return response
  }
}

export function deadline() {
  return AbortSignal.timeout(DEADLINE_MS)
}

/** How far the service's clock is ahead of this device's: it says how long a code is good. */
export function aheadMs(response) {
  const told = Date.parse(response.headers.get('date') ?? '')
  // It is told in whole seconds: a difference that small is none.
  const ahead = told + 500 - Date.now()
  return Number.isNaN(told) || Math.abs(ahead) < 2_000 ? 0 : ahead
}
