import { isSamePerson, statusOf } from '../../helpdesk/index.ts'
import { actTexts } from './act-texts.ts'
import type { Agent } from './admit.ts'
import { helpdeskTexts } from './helpdesk-texts.ts'
import { isSelf, offeredActs, openResetOf, type Seen } from './offered-acts.ts'
import { actPath } from './paths.ts'
import type { SeenProps } from './when.tsx'

export interface OffersProps extends SeenProps {
  readonly agent: Agent
}

/** What may be done for a user now, and why not where somebody would look for it. */
export function Offers({ visit, agent, seen, now }: OffersProps) {
  const words = helpdeskTexts[visit.language]
  const offered = offeredActs({ agent, seen, now })
  const isOwn = isSelf(agent, seen)
  return (
    <>
      <h2>{words.acts}</h2>
      {isOwn && <p>{words.self}</p>}
      {!isOwn && isOwnRequest(agent, seen, now) && <p>{words.ownRequest}</p>}
      {!isOwn && offered.length === 0 && <p class="soft">{words.noActs}</p>}
      <ul>
        {offered.map((act) => (
          <li key={act}>
            <a href={visit.base + actPath(seen.user.id, act)}>
              {actTexts[visit.language].names[act]}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function isOwnRequest(agent: Agent, seen: Seen, now: number) {
  const open = openResetOf(seen)
  if (!open || statusOf(open, seen.user, now) !== 'waiting-approval') return false
  return isSamePerson(agent.name, open.requestedBy)
}
