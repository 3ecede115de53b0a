import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Device, type Factor, findDevice, noteSeen } from '../factors/index.ts'
import type { DeviceParts } from './parts.ts'
import { problems } from './problems.ts'

/** Seen is seen: not every request is worth a write. */
const SEEN_EVERY_MS = 60_000

export interface Paired {
  readonly device: Device
  readonly factor: Factor
  /** To ask again whether it still is. */
  readonly token: string
}

/** Guards every route that is registered after it. Nothing is remembered: what is out is out at once. */
export function requireDevice(app: FastifyInstance, parts: DeviceParts) {
  app.decorateRequest('paired', null)
  app.addHook('onRequest', async (request) => {
    const token = bearerOf(request)
    const paired = token === null ? null : await findPaired(parts, token)
    if (!paired) throw problems.deviceUnknown({}, { 'www-authenticate': 'Bearer' })
    request.setDecorator('paired', paired)
  })
}

/** Which device asks, on a route behind `requireDevice`. */
export function pairedOf(request: FastifyRequest): Paired {
  return request.getDecorator<Paired>('paired')
}

/** Null for whoever is unknown, or was removed or disabled. */
export async function findPaired(
  { challenges: { store, clock } }: Pick<DeviceParts, 'challenges'>,
  token: string,
): Promise<Paired | null> {
  const now = clock.now()
  const found = await findDevice(store, token, now)
  if (!found || found.factor.state === 'disabled') return null
  const { device, factor } = found
  if (now - device.seenAt >= SEEN_EVERY_MS) await noteSeen(store, factor.id, now)
  return { device, factor, token }
}

function bearerOf({ headers: { authorization = '' } }: FastifyRequest) {
  return /^Bearer (dev_[\w-]{32})$/i.exec(authorization)?.[1] ?? null
}
