import { challengeExplanations } from './challenge-explanations.ts'
import { deviceExplanations } from './device-explanations.ts'
import { enrolmentExplanations } from './enrolment-explanations.ts'
import type { Explanation, Explanations } from './explanation.ts'
import { generalExplanations } from './general-explanations.ts'
import { helpdeskExplanations } from './helpdesk-explanations.ts'
import { limitExplanations } from './limit-explanations.ts'
import { loginExplanations } from './login-explanations.ts'
import { webhookExplanations } from './webhook-explanations.ts'

const startPageExplanations: Explanations = {
  'other-site': {
    means:
      'The form of the demo’s start page was sent by another site, or by a program that is no browser.',
    todo: 'Use the form on the start page. A program makes calls with an API key: see `POST /v1/challenges`.',
  },
}

const explanations: Explanations = {
  ...generalExplanations,
  ...challengeExplanations,
  ...enrolmentExplanations,
  ...deviceExplanations,
  ...helpdeskExplanations,
  ...loginExplanations,
  ...limitExplanations,
  ...webhookExplanations,
  ...startPageExplanations,
}

/** A kind without its text here fails `test/http/reference.test.ts`. */
export function explanationOf(code: string): Explanation | undefined {
  return explanations[code]
}

export const explainedCodes: readonly string[] = Object.keys(explanations)
