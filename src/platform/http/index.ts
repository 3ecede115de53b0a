export { createServer } from './create-server.ts'
export { type EventStream, openEventStream } from './event-stream.ts'
export { prefers } from './prefers.ts'
export { createPublicFetch, type PublicFetch } from './public-fetch.ts'
