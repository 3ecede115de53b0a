import { walkHelpdesk } from './walk-helpdesk.ts'
import { walkChange, walkForgotten, walkLocked, walkLogin } from './walk-login.ts'
import { walkPairing, walkSetUp } from './walk-set-up.ts'
import { walkReported, walkVerify } from './walk-verify.ts'
import type { Walk } from './walker.ts'

/** Every page of the panel in every state, in this order: the later ones live under stricter rules. */
export const walks: Readonly<Record<string, Walk>> = {
  ...{ walkLogin, walkForgotten, walkChange, walkLocked, walkVerify },
  ...{ walkReported, walkHelpdesk, walkSetUp, walkPairing },
}

/** Paths that lead on to a page and show none of their own. */
export const leadOn = [
  ...['/language/:language', '/verify/resend', '/verify/again', '/verify/switch'],
  ...['/set-up/skip', '/set-up/add', '/set-up/confirm/:factorId/resend'],
  ...['/panel/2fa/codes', '/panel/2fa/prove', '/panel/2fa/:factorId/primary'],
  '/panel/2fa/:factorId/label',
  ...['/set-up/confirm/:factorId/again', '/helpdesk/find', '/helpdesk/prove'],
]
