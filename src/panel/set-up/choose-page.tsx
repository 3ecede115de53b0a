import type { AdvisedMethod } from '../../accounts/index.ts'
import type { EnrolmentState } from '../../enrolment/index.ts'
import { Button, Form } from '../../pages/index.ts'
import { Help } from '../frame/help.tsx'
import { Page } from '../frame/page.tsx'
import { Said } from '../verify/verify-page.tsx'
import type { Visit } from '../visit.ts'
import { Advice } from './advice.tsx'
import { Choice } from './choice.tsx'
import { setUpTexts } from './set-up-texts.ts'

/** The first method, a second one for when that does not work, or one more from the settings. */
export type Round = 'first' | 'backup' | 'another'

/** What was chosen and could not be added. */
export interface NotAdded {
  readonly said: readonly string[]
  readonly method?: AdvisedMethod | undefined
  /** What was typed, and wrong: it stands there to be put right. */
  readonly number?: string | undefined
}

export interface ChoosePageProps {
  readonly visit: Visit
  readonly round: Round
  readonly choices: readonly AdvisedMethod[]
  readonly advice: EnrolmentState['advice']
  /** Null where it cannot be skipped; days: Infinity where no end is set. */
  readonly skip: { readonly days: number } | null
  readonly notAdded?: NotAdded
}

export function ChoosePage(props: ChoosePageProps) {
  const { visit, round, choices, advice, skip, notAdded } = props
  const words = setUpTexts[visit.language]
  const { heading, lead, question } = words[round]
  const onNumber = notAdded?.number !== undefined && choices.includes('voice')
  return (
    <Page visit={visit} title={words.title}>
      <h1>{heading}</h1>
      {notAdded && !onNumber && <Said lines={notAdded.said} />}
      <p>{lead}</p>
      {round === 'first' && <p>{words.first.what}</p>}
      <Advice visit={visit} advice={advice} />
      {choices.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Form visit={visit} action="/set-up/add">
          <fieldset>
            <legend>{question}</legend>
            {choices.map((method) => (
              <Choice
                key={method}
                visit={visit}
                method={method}
                offersTotp={choices.includes('totp')}
                notAdded={notAdded?.method === method ? notAdded : undefined}
              />
            ))}
          </fieldset>
          <Button>{words.add}</Button>
        </Form>
      )}
      <p class="soft foot">{words.later}</p>
      {skip && <Skip visit={visit} round={round} days={skip.days} />}
      {round === 'another' && (
        <p>
          <a href={`${visit.base}/panel/2fa`}>{words.back}</a>
        </p>
      )}
      <Help visit={visit} />
    </Page>
  )
}

interface SkipProps extends Pick<ChoosePageProps, 'visit' | 'round'> {
  readonly days: number
}

function Skip({ visit, round, days }: SkipProps) {
  const { skip } = setUpTexts[visit.language]
  const untilWhen = Number.isFinite(days) ? skip.days(days) : skip.free
  return (
    <Form visit={visit} action="/set-up/skip" class="skip-step">
      <p>{round === 'backup' ? skip.backup : untilWhen}</p>
      <Button quiet>{skip.button}</Button>
    </Form>
  )
}
