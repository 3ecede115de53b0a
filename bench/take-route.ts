import { type Static, Type } from 'typebox'

/** One route, through which the limiter and its floor are asked. */
export const TakeBody = Type.Object({ subject: Type.String({ maxLength: 64 }) })
export type TakeBody = Static<typeof TakeBody>
export const TakeAnswer = Type.Object({ taken: Type.Boolean() })
