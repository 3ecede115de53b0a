import { challenge } from './challenges.ts'
import { numberFactorId, userId } from './ids.ts'

export const numberFactor = {
  id: numberFactorId,
  method: 'voice',
  label: 'mijn mobiel',
  shown: '+31 6 •••• ••78',
  state: 'confirmed',
  primary: true,
  createdAt: '2026-11-02T09:30:00.000Z',
  expiresAt: null,
  confirmedAt: '2026-11-02T09:30:48.000Z',
  heldUntil: null,
  codesLeft: null,
}

const enrolment = {
  state: 'partial',
  asked: true,
  required: false,
  announcedFrom: '2026-10-01T00:00:00.000Z',
  enforcedFrom: '2026-12-01T00:00:00.000Z',
  graceLeftSeconds: 2_471_352,
  extendedUntil: null,
  missing: ['backup-factor'],
  advice: [{ code: 'only-voice' }],
}

export const userBody = {
  displayName: 'P. Jansen',
  emails: ['p.jansen@panel.example'],
  locale: 'nl-NL',
  role: 'user',
}

export const user = {
  id: userId,
  ...userBody,
  createdAt: '2026-11-02T09:29:00.000Z',
  factors: [numberFactor],
  enrolment,
}

export const newcomer = {
  ...user,
  factors: [],
  enrolment: { ...enrolment, state: 'none', missing: ['first-factor'], advice: [] },
}

export const addedNumber = {
  factor: {
    ...numberFactor,
    state: 'pending',
    primary: false,
    expiresAt: '2026-11-02T09:45:00.000Z',
    confirmedAt: null,
  },
  challenge,
}

export const confirmed = {
  factor: numberFactor,
  enrolment,
  assertion: 'eyJhbGciOiJFZERTQSIsImtpZCI6InNrX…',
}

/** Ten in truth. */
export const recoveryCodes = {
  codes: ['7KQ4-M2XD-9VTB-H3PC', 'R8WN-5GJZ-0CYE-6SAF', '2DTM-QX7H-V4KB-9P1J'],
}
