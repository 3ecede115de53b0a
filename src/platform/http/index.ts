export { createServer } from './create-server.ts'
export { type EventStream, openEventStream } from './event-stream.ts'
