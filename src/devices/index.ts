export { type AppSender, createAppSender, type Vapid } from './app-sender.ts'
export type { DeviceNotices, DeviceParts } from './parts.ts'
export { problems as deviceProblems } from './problems.ts'
export { deviceRoutes } from './routes.ts'
