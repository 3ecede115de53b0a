import type { EnrolmentState } from '../../enrolment/index.ts'
import { Notice } from '../../pages/index.ts'
import type { Visit } from '../visit.ts'
import { setUpTexts } from './set-up-texts.ts'

interface AdviceProps {
  readonly visit: Visit
  readonly advice: EnrolmentState['advice']
}

/** What somebody is better told now than when it is too late. */
export function Advice({ visit, advice }: AdviceProps) {
  const words = setUpTexts[visit.language].advice
  return (
    <>
      {advice.map(({ code, users = 2 }) => (
        <Notice key={code}>
          <p>{code === 'number-shared' ? words[code](users) : words[code]}</p>
        </Notice>
      ))}
    </>
  )
}
