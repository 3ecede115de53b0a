import type { SeenChallenge } from '../../helpdesk/index.ts'
import { settingsTexts } from '../settings/settings-texts.ts'
import type { Visit } from '../visit.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { lookUp, meaningOfCall } from './meaning.ts'
import { meaningTexts } from './meaning-texts.ts'
import { type SeenProps, When } from './when.tsx'

export function Challenges({ visit, seen: { challenges } }: SeenProps) {
  const words = helpdeskTexts[visit.language]
  return (
    <>
      <h2>{words.challenges}</h2>
      {challenges.length === 0 && <p class="soft">{words.noChallenges}</p>}
      <ul class="rows">
        {challenges.map((challenge) => (
          <ChallengeItem key={challenge.id} visit={visit} challenge={challenge} />
        ))}
      </ul>
    </>
  )
}

interface ChallengeProps {
  readonly visit: Visit
  readonly challenge: SeenChallenge
}

function ChallengeItem({ visit, challenge }: ChallengeProps) {
  const { purposes, statuses } = meaningTexts[visit.language]
  const { purpose, method, status, call, at } = challenge
  const { methods } = settingsTexts[visit.language]
  const what = [lookUp(purposes, purpose), lookUp(methods, method)].filter(Boolean).join(' · ')
  return (
    <li>
      <span>
        {what}: {lookUp(statuses, status)}
        {call && (
          <span class="soft">
            <br />
            {meaningOfCall(visit.language, call)}
          </span>
        )}
      </span>
      <When visit={visit} at={at} />
    </li>
  )
}
