import { problem } from '../platform/problem.ts'

export const problems = {
  resetUnknown: problem('reset-unknown', 404, 'The user has no such reset'),
  secondPersonNeeded: problem('second-person-needed', 403, 'This takes a second person'),
  resetOpen: problem('reset-open', 409, 'A reset of this user is open already'),
  nothingToReset: problem('nothing-to-reset', 409, 'The user never confirmed a factor'),
  mailNeeded: problem('mail-needed', 409, 'The user cannot be reached by mail'),
  approvalNotNeeded: problem('approval-not-needed', 409, 'Nobody has to approve this reset'),
  resetNotReady: problem('reset-not-ready', 409, 'The reset has to wait'),
  resetNeeded: problem('reset-needed', 409, 'No factor of the user works: this takes a reset'),
  userEnrolled: problem('user-enrolled', 409, 'The user has set up a factor already'),
  resetClosed: problem('reset-closed', 410, 'The reset is no longer open'),
  entryClosed: problem('entry-closed', 410, 'This entry is not, or no longer, to be had'),
}
