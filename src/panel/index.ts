export type { PanelParts } from './parts.ts'
export { panelRoutes } from './routes.ts'
