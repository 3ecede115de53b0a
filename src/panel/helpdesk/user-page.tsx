import { Notice } from '../../pages/index.ts'
import { Page } from '../frame/page.tsx'
import { Challenges } from './challenges.tsx'
import { Factors } from './factors.tsx'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { nameOfUser } from './names.ts'
import { Offers, type OffersProps } from './offers.tsx'
import { Refusals, Stops } from './refusals.tsx'
import { Resets } from './resets.tsx'
import { type Facts, UserFacts } from './user-facts.tsx'
import { Warnings } from './warnings.tsx'

interface UserProps extends Facts, OffersProps {
  readonly said?: string | undefined
  readonly fault?: string | undefined
}

/** All that somebody needs who explains on the phone why a user cannot get in. */
export function UserPage(props: UserProps) {
  const { visit, seen, said, fault } = props
  const words = helpdeskTexts[visit.language]
  return (
    <Page visit={visit} title={words.user.title} wide>
      <h1>
        <bdi>{nameOfUser(seen)}</bdi>
      </h1>
      {said && <Notice kind="good">{said}</Notice>}
      {fault && <Notice kind="bad">{fault}</Notice>}
      <Warnings {...props} />
      <UserFacts {...props} />
      <Offers {...props} />
      <Factors {...props} />
      <Resets {...props} />
      <Stops {...props} />
      <Refusals {...props} />
      <Challenges {...props} />
      <p class="links">
        <a href={`${visit.base}/helpdesk`}>{words.find.again}</a>
      </p>
    </Page>
  )
}
