import type { ActName } from './act-texts.ts'

type Path = `/${string}`

export const userPath = (userId: string): Path => `/helpdesk/users/${encodeURIComponent(userId)}`

export const actPath = (userId: string, act: ActName): Path => `${userPath(userId)}/${act}`
