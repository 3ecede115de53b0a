import Fastify, { type FastifyInstance } from 'fastify'
import { connectDatabase } from '../../src/platform/database/open-database.ts'
import { createKeyring, type Keyring } from '../../src/platform/keyring.ts'
import type { Store, Tables } from '../../src/store/index.ts'
import { serveParent } from '../serve-parent.ts'
import { openWindows, type Windows } from './windows.ts'

export interface FloorParts {
  readonly store: Store
  readonly windows: Windows
  readonly keyring: Keyring
  /** Keys the digests of codes. */
  readonly codeKey: Buffer
  readonly authToken: string
  readonly publicUrl: string
}

/** The same Fastify and the same libraries, for as little as can be done. */
export async function serveFloor(routes: (app: FastifyInstance, parts: FloorParts) => void) {
  const { PORT, DATABASE_URL = '', REDIS_URL, CODE_KEY = '', SECRET_KEYS = '' } = process.env
  const { TRUNK_AUTH_TOKEN = '', PUBLIC_URL = '' } = process.env
  const store = connectDatabase<Tables>(DATABASE_URL)
  const windows = await openWindows(REDIS_URL)
  const app = Fastify()
  routes(app, {
    ...{ store, windows },
    keyring: createKeyring(readKeys(SECRET_KEYS)),
    codeKey: Buffer.from(CODE_KEY, 'base64'),
    authToken: TRUNK_AUTH_TOKEN,
    publicUrl: PUBLIC_URL,
  })
  await app.listen({ host: '127.0.0.1', port: Number(PORT) })
  serveParent()
}

/** As `id:base64key`. */
function readKeys(text: string) {
  const [id = '', key = ''] = text.split(':')
  return [{ id, key: Buffer.from(key, 'base64') }]
}
