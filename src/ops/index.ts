export { callMovedTopic } from './events.ts'
export type { OpsParts } from './parts.ts'
export { consoleRoutes } from './routes.ts'
